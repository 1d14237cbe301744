import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { readActivitySearch } from '../features/activity/activity-search.ts'
import { readCallSearch } from '../features/calls/call-search.ts'
import { readConnectionSearch } from '../features/connections/connection-search.ts'
import { readOverviewSearch } from '../features/overview/period.ts'
import { readDeliverySearch } from '../features/webhooks/delivery-search.ts'
import { Problem } from '../ui/problem.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { loadPageWords } from '../words/index.ts'
import { HomePage } from './home-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })
const outside = { getParentRoute: () => root }

/** A page that is loaded with its texts when it is opened. */
function page<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) {
  const loadAll = async (): Promise<Module> => {
    await loadPageWords()
    return load()
  }
  return lazyRouteComponent(loadAll, name)
}

/** Pages without the frame, also for signed-in users. */
const withoutShell = [
  createRoute({
    ...outside,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    ...outside,
    path: '/setup',
    component: lazyRouteComponent(() => import('../features/sign-in/setup-page.tsx'), 'SetupPage'),
  }),
  createRoute({
    ...outside,
    path: '/accept-invitation',
    component: lazyRouteComponent(
      () => import('../features/sign-in/accept-invitation-page.tsx'),
      'AcceptInvitationPage',
    ),
  }),
  createRoute({
    ...outside,
    path: '/forgot-password',
    component: lazyRouteComponent(
      () => import('../features/sign-in/forgot-password-page.tsx'),
      'ForgotPasswordPage',
    ),
  }),
  createRoute({
    ...outside,
    path: '/reset-password',
    component: lazyRouteComponent(
      () => import('../features/sign-in/reset-password-page.tsx'),
      'ResetPasswordPage',
    ),
  }),
  createRoute({
    ...outside,
    path: '/consent/$consentRequestId',
    component: page(() => import('../features/consent/consent-page.tsx'), 'ConsentPage'),
  }),
  createRoute({
    ...outside,
    path: '/send-requests/$sendRequestId',
    component: page(() => import('../features/send-requests/send-request-page.tsx'), 'SendRequestPage'),
  }),
] as const

const signedIn = createRoute({ ...outside, id: 'signed-in', component: Shell })
const inside = { getParentRoute: () => signedIn }
const pages = [
  createRoute({ ...inside, path: '/', validateSearch: readOverviewSearch, component: HomePage }),
  createRoute({
    ...inside,
    path: '/connections',
    validateSearch: readConnectionSearch,
    component: page(() => import('../features/connections/connections-page.tsx'), 'ConnectionsPage'),
  }),
  createRoute({
    ...inside,
    path: '/connections/$connectionId',
    component: page(() => import('../features/connections/connection-page.tsx'), 'ConnectionPage'),
  }),
  createRoute({
    ...inside,
    path: '/connections/new',
    component: page(() => import('../features/connect/new-connection-page.tsx'), 'NewConnectionPage'),
  }),
  createRoute({
    ...inside,
    path: '/connections/complete',
    component: page(
      () => import('../features/connect/connection-complete-page.tsx'),
      'ConnectionCompletePage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/calls',
    validateSearch: readCallSearch,
    component: page(() => import('../features/calls/calls-page.tsx'), 'CallsPage'),
  }),
  createRoute({
    ...inside,
    path: '/oauth-apps',
    component: page(() => import('../features/oauth-apps/oauth-apps-page.tsx'), 'OAuthAppsPage'),
  }),
  createRoute({
    ...inside,
    path: '/secret-keys',
    component: page(() => import('../features/secret-keys/secret-keys-page.tsx'), 'SecretKeysPage'),
  }),
  createRoute({
    ...inside,
    path: '/assistants',
    component: page(() => import('../features/assistants/assistants-page.tsx'), 'AssistantsPage'),
  }),
  createRoute({
    ...inside,
    path: '/webhooks',
    component: page(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    ...inside,
    path: '/webhooks/$webhookEndpointId',
    validateSearch: readDeliverySearch,
    component: page(() => import('../features/webhooks/webhook-page.tsx'), 'WebhookPage'),
  }),
  createRoute({
    ...inside,
    path: '/activity',
    validateSearch: readActivitySearch,
    component: page(() => import('../features/activity/activity-page.tsx'), 'ActivityPage'),
  }),
  createRoute({
    ...inside,
    path: '/members',
    component: page(() => import('../features/members/members-page.tsx'), 'MembersPage'),
  }),
  createRoute({
    ...inside,
    path: '/profile',
    component: page(() => import('../features/profile/profile-page.tsx'), 'ProfilePage'),
  }),
  createRoute({
    ...inside,
    path: '/profile/sessions',
    component: page(() => import('../features/profile/sessions-page.tsx'), 'SessionsPage'),
  }),
  createRoute({
    ...inside,
    path: '/profile/alerts',
    component: page(() => import('../features/profile/alerts-page.tsx'), 'AlertsPage'),
  }),
  createRoute({
    ...inside,
    path: '/server',
    component: page(() => import('../features/server/server-page.tsx'), 'ServerPage'),
  }),
  createRoute({
    ...inside,
    path: '/settings',
    component: page(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
  }),
] as const

export const router = createRouter({
  routeTree: root.addChildren([...withoutShell, signedIn.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultPendingComponent: Skeleton,
  defaultErrorComponent: ({ error, reset }) => <Problem error={error} onRetry={reset} />,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
