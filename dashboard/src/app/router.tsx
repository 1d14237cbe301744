import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { readCallSearch } from '../features/calls/call-search.ts'
import { readConnectionSearch } from '../features/connections/connection-search.ts'
import { readOverviewSearch } from '../features/overview/period.ts'
import { Problem } from '../ui/problem.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { HomePage } from './home-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })
const outside = { getParentRoute: () => root }
const signIn = () => import('../features/sign-in/pages.ts')
const signedOut = [
  createRoute({ ...outside, path: '/sign-in', component: lazyRouteComponent(signIn, 'SignInPage') }),
  createRoute({ ...outside, path: '/setup', component: lazyRouteComponent(signIn, 'SetupPage') }),
  createRoute({
    ...outside,
    path: '/accept-invitation',
    component: lazyRouteComponent(signIn, 'AcceptInvitationPage'),
  }),
  createRoute({
    ...outside,
    path: '/forgot-password',
    component: lazyRouteComponent(signIn, 'ForgotPasswordPage'),
  }),
  createRoute({
    ...outside,
    path: '/reset-password',
    component: lazyRouteComponent(signIn, 'ResetPasswordPage'),
  }),
  createRoute({
    ...outside,
    path: '/consent/$consentRequestId',
    component: lazyRouteComponent(() => import('../features/consent/consent-page.tsx'), 'ConsentPage'),
  }),
  createRoute({
    ...outside,
    path: '/send-requests/$sendRequestId',
    component: lazyRouteComponent(
      () => import('../features/send-requests/send-request-page.tsx'),
      'SendRequestPage',
    ),
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
    component: lazyRouteComponent(
      () => import('../features/connections/connections-page.tsx'),
      'ConnectionsPage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/connections/$connectionId',
    component: lazyRouteComponent(
      () => import('../features/connections/connection-page.tsx'),
      'ConnectionPage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/connections/new',
    component: lazyRouteComponent(
      () => import('../features/connect/new-connection-page.tsx'),
      'NewConnectionPage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/connections/complete',
    component: lazyRouteComponent(
      () => import('../features/connect/connection-complete-page.tsx'),
      'ConnectionCompletePage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/calls',
    validateSearch: readCallSearch,
    component: lazyRouteComponent(() => import('../features/calls/calls-page.tsx'), 'CallsPage'),
  }),
  createRoute({
    ...inside,
    path: '/oauth-apps',
    component: lazyRouteComponent(
      () => import('../features/oauth-apps/oauth-apps-page.tsx'),
      'OAuthAppsPage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/secret-keys',
    component: lazyRouteComponent(
      () => import('../features/secret-keys/secret-keys-page.tsx'),
      'SecretKeysPage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/assistants',
    component: lazyRouteComponent(
      () => import('../features/assistants/assistants-page.tsx'),
      'AssistantsPage',
    ),
  }),
  createRoute({
    ...inside,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    ...inside,
    path: '/webhooks/$webhookEndpointId',
    component: lazyRouteComponent(() => import('../features/webhooks/webhook-page.tsx'), 'WebhookPage'),
  }),
  createRoute({
    ...inside,
    path: '/activity',
    component: lazyRouteComponent(() => import('../features/activity/activity-page.tsx'), 'ActivityPage'),
  }),
  createRoute({
    ...inside,
    path: '/members',
    component: lazyRouteComponent(() => import('../features/members/members-page.tsx'), 'MembersPage'),
  }),
  createRoute({
    ...inside,
    path: '/profile',
    component: lazyRouteComponent(() => import('../features/profile/profile-page.tsx'), 'ProfilePage'),
  }),
  createRoute({
    ...inside,
    path: '/profile/sessions',
    component: lazyRouteComponent(() => import('../features/profile/sessions-page.tsx'), 'SessionsPage'),
  }),
  createRoute({
    ...inside,
    path: '/settings',
    component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
  }),
] as const

export const router = createRouter({
  routeTree: root.addChildren([...signedOut, signedIn.addChildren(pages)]),
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
