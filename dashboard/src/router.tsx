import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { Shell } from './parts/shell.tsx'
import { ActivityPage } from './pages/activity.tsx'
import { AddPage } from './pages/new-connection.tsx'
import { OAuthAppsPage } from './pages/oauth-apps.tsx'
import { AssistantsPage } from './pages/assistants.tsx'
import { ConfirmPage } from './pages/send-request.tsx'
import { ConsentPage } from './pages/consent.tsx'
import { ConnectedPage } from './pages/connection-complete.tsx'
import { ConnectionPage } from './pages/connection.tsx'
import { ConnectionsPage } from './pages/connections.tsx'
import { SessionsPage } from './pages/sessions.tsx'
import { ForgotPage } from './pages/forgot-password.tsx'
import { JoinPage } from './pages/accept-invitation.tsx'
import { KeysPage } from './pages/secret-keys.tsx'
import { MembersPage } from './pages/members.tsx'
import { NewPasswordPage } from './pages/reset-password.tsx'
import { SetupPage } from './pages/setup.tsx'
import { SettingsPage } from './pages/settings.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { YouPage } from './pages/profile.tsx'

const root = createRootRoute({ component: Outlet })
const within = { getParentRoute: () => root }
const signedOut = [
  createRoute({ ...within, path: '/sign-in', component: SignInPage }),
  createRoute({ ...within, path: '/set-up', component: SetupPage }),
  createRoute({ ...within, path: '/join', component: JoinPage }),
  createRoute({ ...within, path: '/forgot', component: ForgotPage }),
  createRoute({ ...within, path: '/new-password', component: NewPasswordPage }),
  createRoute({ ...within, path: '/consent/$request', component: ConsentPage }),
  createRoute({ ...within, path: '/confirm', component: ConfirmPage }),
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
  createRoute({ ...inside, path: '/connections/$id', component: ConnectionPage }),
  createRoute({ ...inside, path: '/add', component: AddPage }),
  createRoute({ ...inside, path: '/connected', component: ConnectedPage }),
  createRoute({ ...inside, path: '/apps', component: OAuthAppsPage }),
  createRoute({ ...inside, path: '/keys', component: KeysPage }),
  createRoute({ ...inside, path: '/assistants', component: AssistantsPage }),
  createRoute({ ...inside, path: '/activity', component: ActivityPage }),
  createRoute({ ...inside, path: '/devices', component: SessionsPage }),
  createRoute({ ...inside, path: '/members', component: MembersPage }),
  createRoute({ ...inside, path: '/you', component: YouPage }),
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
