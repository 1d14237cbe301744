import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Connection } from '@letterlock/sdk'
import { Bot, Eye, PlugZap, Send, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { server } from '../../api.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Monogram } from '../../ui/monogram.tsx'
import { Problem } from '../../ui/problem.tsx'
import { When } from '../../ui/when.tsx'
import { perLocale, texts } from '../../words/index.ts'
import { useConnect } from '../connect/use-connect.ts'
import { useProviderName } from '../providers/providers.ts'
import { useMe } from '../session/me.ts'
import { statusInWords } from './status-in-words.ts'
import { StatusBadge } from './status-badge.tsx'
import type { Ask } from './use-ask.tsx'

const words = texts.myAccounts
const AREAS = ['audiences', 'campaigns', 'reports'] as const
const list = perLocale((locale) => new Intl.ListFormat(locale))

interface AccountCardProps {
  readonly connection: Connection
  readonly onAsk: Ask
}

/** One account of a member: its permissions, and what it needs, with a button for it. */
export function AccountCard({ connection, onAsk }: AccountCardProps) {
  const { id, account, provider, status, activeCredential } = connection
  const providerName = useProviderName()(provider)
  const { detail, nextStep } = statusInWords(connection, () => providerName)
  const connect = useConnect()
  const isFine = status === 'connected' && connection.failedCheck === null
  return (
    <section
      data-testid="connection"
      aria-label={`${account.name}, ${providerName}`}
      className={classes(
        'flex flex-col gap-4 rounded-lg border bg-card p-4 tablet:p-5',
        activeCredential === null && 'border-lost-solid/60',
      )}
    >
      <div className="flex flex-wrap items-start gap-x-3.5 gap-y-2">
        <Monogram name={providerName} size="large" />
        <div className="min-w-0 flex-[1_1_9rem]">
          <h2 className="text-lg">
            <Link
              to="/connections/$connectionId"
              params={{ connectionId: id }}
              className="no-underline hover:underline"
            >
              {account.name}
            </Link>
          </h2>
          <p className="text-muted-foreground wrap-anywhere">
            {[providerName, account.email].filter((part) => part !== null).join(' · ')}
          </p>
        </div>
        <StatusBadge connection={connection} pill />
      </div>
      {isFine ? (
        <Uses connection={connection} />
      ) : (
        <p className="text-md">
          <b className="font-semibold">{detail}</b> {nextStep}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {!isFine && (
          <Button
            icon={PlugZap}
            busy={connect.isPending}
            onClick={() => connect.mutate({ provider, connection })}
          >
            {texts.connection.reconnect}
          </Button>
        )}
        <Link
          to="/connections/$connectionId"
          params={{ connectionId: id }}
          hash="permissions"
          className={buttonClass({ look: 'outline' })}
        >
          {words.permissions}
        </Link>
        <Link to="/activity" search={{ connectionId: id }} className={buttonClass({ look: 'outline' })}>
          {words.activity}
        </Link>
        {activeCredential !== null && (
          <Button look="ghost" onClick={() => onAsk('disconnect', [connection])}>
            {texts.connection.disconnectAsk}
          </Button>
        )}
      </div>
      <Problem error={connect.error} />
    </section>
  )
}

/** The permissions of the account, in sentences. */
function Uses({ connection }: { readonly connection: Connection }) {
  const { id, permissions, lastCallAt } = connection
  const workspace = useMe().data?.workspace.name ?? ''
  const assistants = useQuery({ queryKey: ['assistants'], queryFn: server.listAssistants })
  const named = (level: 'any' | 'write'): string[] =>
    AREAS.filter((area) =>
      level === 'any' ? permissions[area] !== 'none' : permissions[area] === 'write',
    ).map((area) => words.data[area])
  const [readable, writable] = [named('any'), named('write')]
  const names = (assistants.data?.items ?? [])
    .filter(({ connectionIds }) => connectionIds === null || connectionIds.includes(id))
    .map(({ name }) => name)
  return (
    <ul className="flex flex-col gap-2 text-md">
      <Use icon={Eye}>
        {readable.length === 0
          ? words.readsNothing(workspace)
          : words.reads(workspace, list().format(readable))}{' '}
        {writable.length > 0 && words.writes(list().format(writable))}{' '}
        {lastCallAt !== null && (
          <span className="text-muted-foreground">
            {words.lastCall} <When at={lastCallAt} />
          </span>
        )}
      </Use>
      {names.length > 0 && <Use icon={Bot}>{words.assistants(list().format([...new Set(names)]))}</Use>}
      <Use icon={Send}>{permissions.send ? words.sends : words.sendsNothing}</Use>
    </ul>
  )
}

function Use({ icon: Icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <Icon aria-hidden className="mt-1 size-4 flex-none text-muted-foreground" />
      <span className="min-w-0">{children}</span>
    </li>
  )
}
