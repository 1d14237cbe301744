import { Link, type LinkProps } from '@tanstack/react-router'
import {
  ArrowLeftRight,
  Bell,
  BookOpen,
  Bot,
  History,
  KeyRound,
  KeySquare,
  LayoutDashboard,
  MonitorSmartphone,
  Plug,
  Search,
  Server,
  Settings,
  UserRound,
  Users,
  Webhook,
  type LucideIcon,
} from 'lucide-react'
import { useRole } from '../features/session/me.ts'
import { Count } from '../ui/badge.tsx'
import { classes } from '../ui/classes.ts'
import { number } from '../ui/number.ts'
import { texts } from '../words/index.ts'
import { openPalette } from './palette.tsx'
import { useNavCounts, type NavCount } from './use-nav-counts.ts'
import { UserMenu } from './user-menu.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

const { nav } = texts
const onApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

const OF_ADMINS = [
  [
    null,
    ['/', nav.overview, LayoutDashboard],
    ['/connections', nav.connections, Plug],
    ['/calls', nav.calls, ArrowLeftRight],
    ['/webhooks', nav.webhooks, Webhook],
    ['/assistants', nav.assistants, Bot],
  ],
  [nav.build, ['/oauth-apps', nav.oauthApps, KeySquare], ['/secret-keys', nav.secretKeys, KeyRound]],
  [
    nav.workspace,
    ['/activity', nav.activity, History],
    ['/members', nav.members, Users],
    ['/settings', nav.settings, Settings],
  ],
] as const
const OF_MEMBERS = [
  [
    null,
    ['/connections', nav.myAccounts, Plug],
    ['/assistants', nav.myAssistants, Bot],
    ['/activity', nav.myActivity, History],
  ],
  [
    nav.you,
    ['/profile/alerts', nav.alerts, Bell],
    ['/profile', nav.profile, UserRound],
    ['/profile/sessions', texts.sessions.title, MonitorSmartphone],
  ],
] as const

const DOCUMENTATION = 'https://github.com/letterlock/letterlock/tree/main/docs'

interface SideBarProps {
  /** On a phone: shows all names; a link closes the sheet. */
  readonly inSheet?: boolean
  readonly onNavigate?: () => void
}

/** The pages; at medium width a rail of icons with tooltips. */
export function SideBar({ inSheet = false, onNavigate }: SideBarProps) {
  const { isKnown, isAdmin } = useRole()
  // Until the role is known, shows only entries that every role has.
  const groups = isAdmin ? OF_ADMINS : OF_MEMBERS
  const counts = useNavCounts()
  return (
    <div className="flex h-full flex-col gap-2 overflow-y-auto p-3">
      <WorkspaceMenu inSheet={inSheet} />
      <button
        type="button"
        title={nav.search}
        onClick={() => {
          onNavigate?.()
          openPalette()
        }}
        className={classes(
          'mb-1 flex h-11 flex-none items-center justify-center gap-2 rounded-md border border-border-strong bg-card px-2 text-sm text-muted-foreground tablet:h-8 wide:justify-start',
          inSheet && 'justify-start',
        )}
      >
        <Search aria-hidden className="size-3.5 flex-none" />
        <span className={classes('truncate', !inSheet && 'sr-only wide:not-sr-only wide:truncate')}>
          {nav.search}
        </span>
        <kbd
          aria-hidden
          className="ml-auto hidden flex-none rounded-sm border border-border-strong bg-muted px-1.25 font-sans text-[0.6875rem] leading-4 font-medium wide:inline"
        >
          {onApple ? '⌘K' : nav.searchKeys}
        </kbd>
      </button>
      <nav aria-label={nav.pages} className="flex flex-col gap-0.5">
        {(isKnown ? groups : []).map(([title, ...pages]) => (
          <div key={title} className="flex flex-col gap-0.5">
            {title !== null && (
              <p
                className={classes(
                  'px-2 pt-3.5 pb-1 text-xs font-medium text-faint-foreground',
                  !inSheet && 'hidden wide:block',
                )}
              >
                {title}
              </p>
            )}
            {pages.map(([to, name, icon]) => (
              <PageLink
                key={to}
                to={to}
                name={name}
                icon={icon}
                count={counts[to]}
                inSheet={inSheet}
                onNavigate={onNavigate}
              />
            ))}
          </div>
        ))}
      </nav>
      <Foot inSheet={inSheet} isAdmin={isAdmin} onNavigate={onNavigate} />
    </div>
  )
}

interface FootProps {
  readonly inSheet: boolean
  readonly isAdmin: boolean
  readonly onNavigate: (() => void) | undefined
}

function Foot({ inSheet, isAdmin, onNavigate }: FootProps) {
  return (
    <div className="mt-auto flex flex-col gap-2">
      <div className="flex flex-col gap-0.5">
        <a
          href={DOCUMENTATION}
          target="_blank"
          rel="noreferrer"
          title={nav.documentation}
          className={linkClass(inSheet)}
        >
          <BookOpen aria-hidden className="size-4 flex-none" />
          <span className={inSheet ? '' : 'sr-only wide:not-sr-only'}>{nav.documentation}</span>
        </a>
        {isAdmin && (
          <PageLink to="/server" name={nav.server} icon={Server} inSheet={inSheet} onNavigate={onNavigate} />
        )}
      </div>
      <div className="border-t pt-2">
        <UserMenu inSheet={inSheet} />
      </div>
    </div>
  )
}

interface PageLinkProps {
  readonly to: NonNullable<LinkProps['to']>
  readonly name: string
  readonly icon: LucideIcon
  readonly count?: NavCount | undefined
  readonly inSheet: boolean
  readonly onNavigate: (() => void) | undefined
}

const linkClass = (inSheet: boolean): string =>
  classes(
    'flex h-11 flex-none items-center gap-2.5 rounded-md px-2 font-medium text-muted-foreground no-underline hover:bg-foreground/5 hover:text-foreground tablet:h-8',
    !inSheet && 'justify-center wide:justify-start',
  )

function PageLink({ to, name, icon: Icon, count, inSheet, onNavigate }: PageLinkProps) {
  return (
    <Link
      to={to}
      title={name}
      onClick={onNavigate}
      activeOptions={{ exact: to === '/' || to === '/profile', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      className={classes(
        linkClass(inSheet),
        'aria-[current]:bg-card aria-[current]:font-semibold aria-[current]:text-foreground aria-[current]:ring aria-[current]:ring-border',
      )}
    >
      <Icon aria-hidden className="size-4 flex-none" />
      <span className={inSheet ? '' : 'sr-only wide:not-sr-only'}>{name}</span>
      {count && (
        <span className={classes('ml-auto', !inSheet && 'hidden wide:inline')}>
          <Count {...(count.tone && { tone: count.tone })}>{number(count.value)}</Count>
          {count.name !== undefined && <span className="sr-only"> {count.name}</span>}
        </span>
      )}
    </Link>
  )
}
