import { Link, type LinkProps } from '@tanstack/react-router'
import {
  ArrowLeftRight,
  Bot,
  History,
  KeyRound,
  KeySquare,
  LayoutDashboard,
  Plug,
  Search,
  Settings,
  Users,
  Webhook,
  type LucideIcon,
} from 'lucide-react'
import { useRole } from '../features/session/me.ts'
import { classes } from '../ui/classes.ts'
import { texts } from '../words/index.ts'
import { openPalette } from './palette.tsx'
import { UserMenu } from './user-menu.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

const { nav } = texts

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
] as const

interface SideBarProps {
  /** On a phone: all names are shown, and a link closes the sheet. */
  readonly inSheet?: boolean
  readonly onNavigate?: () => void
}

/** The pages; on a medium width a rail of icons, whose names are tooltips. */
export function SideBar({ inSheet = false, onNavigate }: SideBarProps) {
  const { isAdmin } = useRole()
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
        <span className={inSheet ? '' : 'sr-only wide:not-sr-only'}>{nav.search}</span>
        <kbd
          aria-hidden
          className="ml-auto hidden rounded-sm border border-border-strong bg-muted px-1.25 font-sans text-[0.6875rem] leading-4 font-medium wide:inline"
        >
          ⌘K
        </kbd>
      </button>
      <nav aria-label={nav.pages} className="flex flex-col gap-0.5">
        {(isAdmin ? OF_ADMINS : OF_MEMBERS).map(([title, ...pages]) => (
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
              <PageLink key={to} to={to} name={name} icon={icon} inSheet={inSheet} onNavigate={onNavigate} />
            ))}
          </div>
        ))}
      </nav>
      <div className="mt-auto border-t pt-2">
        <UserMenu inSheet={inSheet} />
      </div>
    </div>
  )
}

interface PageLinkProps {
  readonly to: NonNullable<LinkProps['to']>
  readonly name: string
  readonly icon: LucideIcon
  readonly inSheet: boolean
  readonly onNavigate: (() => void) | undefined
}

function PageLink({ to, name, icon: Icon, inSheet, onNavigate }: PageLinkProps) {
  return (
    <Link
      to={to}
      title={name}
      onClick={onNavigate}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      className={classes(
        'flex h-11 items-center gap-2.5 rounded-md px-2 font-medium text-muted-foreground no-underline hover:bg-foreground/5 hover:text-foreground tablet:h-8',
        'aria-[current]:bg-card aria-[current]:font-semibold aria-[current]:text-foreground aria-[current]:ring aria-[current]:ring-border',
        !inSheet && 'justify-center wide:justify-start',
      )}
    >
      <Icon aria-hidden className="size-4 flex-none" />
      <span className={inSheet ? '' : 'sr-only wide:not-sr-only'}>{name}</span>
    </Link>
  )
}
