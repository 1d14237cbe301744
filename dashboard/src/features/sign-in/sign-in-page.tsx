import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { PublicPage } from '../../ui/public-page.tsx'
import { texts } from '../../words/index.ts'
import { SignInForm } from './sign-in-form.tsx'

export function SignInPage() {
  const { history } = useRouter()
  const queries = useQueryClient()
  const enter = async (): Promise<void> => {
    // Clears the data of the previous user.
    queries.clear()
    const next = new URLSearchParams(location.search).get('next') ?? ''
    // Only a path of this server: the sender of a link to this page must not choose where it leads.
    history.replace(/^\/(?![/\\])/.test(next) ? next : '/')
  }
  return (
    <PublicPage title={texts.signIn.title}>
      <SignInForm onDone={enter} />
      <p className="text-sm text-muted-foreground">{texts.signIn.invitationNeeded}</p>
    </PublicPage>
  )
}
