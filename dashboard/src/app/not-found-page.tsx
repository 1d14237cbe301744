import { Link } from '@tanstack/react-router'
import { buttonClass } from '../ui/button.tsx'
import { PublicPage } from '../ui/public-page.tsx'
import { texts } from '../words/index.ts'

export function NotFoundPage() {
  return (
    <PublicPage title={texts.notFound.title}>
      <p className="text-muted-foreground">{texts.notFound.text}</p>
      <Link to="/" className={buttonClass({ size: 'large' })}>
        {texts.notFound.home}
      </Link>
    </PublicPage>
  )
}
