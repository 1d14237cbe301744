import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { Shell } from './parts/shell.tsx'
import { ActivityPage } from './pages/activity.tsx'
import { NewConnectionPage } from './pages/new-connection.tsx'
import { OAuthAppsPage } from './pages/oauth-apps.tsx'
import { AssistantsPage } from './pages/assistants.tsx'
import { SendRequestPage } from './pages/send-request.tsx'
import { ConsentPage } from './pages/consent.tsx'
import { ConnectionCompletePage } from './pages/connection-complete.tsx'
import { ConnectionPage } from './pages/connection.tsx'
import { ConnectionsPage } from './pages/connections.tsx'
import { SessionsPage } from './pages/sessions.tsx'
import { ForgotPasswordPage } from './pages/forgot-password.tsx'
import { AcceptInvitationPage } from './pages/accept-invitation.tsx'
import { SecretKeysPage } from './pages/secret-keys.tsx'
import { MembersPage } from './pages/members.tsx'
import { ResetPasswordPage } from './pages/reset-password.tsx'
import { SetupPage } from './pages/setup.tsx'
import { SettingsPage } from './pages/settings.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { WebhookPage } from './pages/webhook.tsx'
import { WebhooksPage } from './pages/webhooks.tsx'
import { ProfilePage } from './pages/profile.tsx'

const root = createRootRoute({ component: Outlet })
const within = { getParentRoute: () => root }
const signedOut = [
  createRoute({ ...within, path: '/sign-in', component: SignInPage }),
  createRoute({ ...within, path: '/setup', component: SetupPage }),
  createRoute({ ...within, path: '/accept-invitation', component: AcceptInvitationPage }),
  createRoute({ ...within, path: '/forgot-password', component: ForgotPasswordPage }),
  createRoute({ ...within, path: '/reset-password', component: ResetPasswordPage }),
  createRoute({ ...within, path: '/consent/$consentRequestId', component: ConsentPage }),
  createRoute({ ...within, path: '/send-requests/$sendRequestId', component: SendRequestPage }),
] as const
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
})
const inside = { getParentRoute: () => signedIn }
const pages = [
  createRoute({ ...inside, path: '/', component: ConnectionsPage }),
  createRoute({ ...inside, path: '/connections/$connectionId', component: ConnectionPage }),
  createRoute({ ...inside, path: '/connections/new', component: NewConnectionPage }),
  createRoute({ ...inside, path: '/connections/complete', component: ConnectionCompletePage }),
  createRoute({ ...inside, path: '/oauth-apps', component: OAuthAppsPage }),
  createRoute({ ...inside, path: '/secret-keys', component: SecretKeysPage }),
  createRoute({ ...inside, path: '/assistants', component: AssistantsPage }),
  createRoute({ ...inside, path: '/webhooks', component: WebhooksPage }),
  createRoute({ ...inside, path: '/webhooks/$webhookEndpointId', component: WebhookPage }),
  createRoute({ ...inside, path: '/activity', component: ActivityPage }),
  createRoute({ ...inside, path: '/profile/sessions', component: SessionsPage }),
  createRoute({ ...inside, path: '/members', component: MembersPage }),
  createRoute({ ...inside, path: '/profile', component: ProfilePage }),
  createRoute({ ...inside, path: '/settings', component: SettingsPage }),
] as const

export const router = createRouter({
  routeTree: root.addChildren([...signedOut, signedIn.addChildren(pages)]),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
