import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { Shell } from './parts/shell.tsx'
import { ActivityPage } from './pages/activity.tsx'
import { AddPage } from './pages/add.tsx'
import { AppsPage } from './pages/apps.tsx'
import { ConnectedPage } from './pages/connected.tsx'
import { ConnectionPage } from './pages/connection.tsx'
import { ConnectionsPage } from './pages/connections.tsx'
import { DevicesPage } from './pages/devices.tsx'
import { KeysPage } from './pages/keys.tsx'
import { SetUpPage } from './pages/set-up.tsx'
import { SignInPage } from './pages/sign-in.tsx'

const root = createRootRoute({ component: Outlet })
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage })
const setUp = createRoute({ getParentRoute: () => root, path: '/set-up', component: SetUpPage })
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
})
const within = { getParentRoute: () => signedIn }
const pages = [
  createRoute({ ...within, path: '/', component: ConnectionsPage }),
  createRoute({ ...within, path: '/connections/$id', component: ConnectionPage }),
  createRoute({ ...within, path: '/add', component: AddPage }),
  createRoute({ ...within, path: '/connected', component: ConnectedPage }),
  createRoute({ ...within, path: '/apps', component: AppsPage }),
  createRoute({ ...within, path: '/keys', component: KeysPage }),
  createRoute({ ...within, path: '/activity', component: ActivityPage }),
  createRoute({ ...within, path: '/devices', component: DevicesPage }),
] as const

export const router = createRouter({
  routeTree: root.addChildren([signIn, setUp, signedIn.addChildren(pages)]),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
