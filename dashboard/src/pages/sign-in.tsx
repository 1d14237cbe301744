import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { SignInForm } from '../parts/sign-in-form.tsx'
import { texts } from '../texts.ts'

export function SignInPage() {
  const { history } = useRouter()
  const queries = useQueryClient()
  const enter = async (): Promise<void> => {
    // Nothing of the previous user is left.
    queries.clear()
    const next = new URLSearchParams(location.search).get('next') ?? ''
    // Only a path of this server: the sender of a link to this page must not choose where it leads.
    history.replace(/^\/(?![/\\])/.test(next) ? next : '/')
  }
  return (
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{texts.signIn.title}</h1>
      <SignInForm onDone={enter} />
      <p>
        <Link to="/forgot-password">{texts.signIn.forgot}</Link>
      </p>
    </main>
  )
}
