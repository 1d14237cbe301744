import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react'
import { server } from '../api.ts'
import { StatusBadge } from '../features/connections/status-badge.tsx'
import { useProviderName } from '../features/providers/providers.ts'
import { useEndUserName, useRole } from '../features/session/me.ts'
import { Monogram } from '../ui/monogram.tsx'
import { texts } from '../words/index.ts'

const { nav } = texts
const PAGES = [
  ['/connections', nav.connections, 'member'],
  ['/assistants', nav.assistants, 'member'],
  ['/activity', nav.activity, 'member'],
  ['/profile', nav.profile, 'member'],
  ['/profile/sessions', texts.sessions.title, 'member'],
  ['/', nav.overview, 'admin'],
  ['/calls', nav.calls, 'admin'],
  ['/webhooks', nav.webhooks, 'admin'],
  ['/oauth-apps', nav.oauthApps, 'admin'],
  ['/secret-keys', nav.secretKeys, 'admin'],
  ['/members', nav.members, 'admin'],
  ['/settings', nav.settings, 'admin'],
  ['/server', nav.server, 'admin'],
] as const
const MAX_CONNECTIONS = 6

/** Connections first, then actions, then pages. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const { isAdmin } = useRole()
  const [search, setSearch] = useState('')
  const term = useDeferredValue(search.trim())
  useEffect(() => {
    // By default, the dialog would focus its first focusable element.
    dialog.current?.showModal()
    input.current?.focus()
  }, [])
  const go = (to: string): void => {
    dialog.current?.close()
    void navigate({ to })
  }
  const matches = (name: string): boolean => name.toLowerCase().includes(search.trim().toLowerCase())
  const pages = PAGES.filter(([, name, role]) => (isAdmin || role === 'member') && matches(name))
  return (
    <dialog
      ref={dialog}
      aria-label={texts.palette.title}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="mx-auto mt-[10dvh] mb-auto max-h-[80dvh] w-[min(36rem,100%-2rem)] rounded-xl border bg-popover text-foreground shadow-dialog open:appear"
    >
      <Command shouldFilter={false} label={texts.palette.title}>
        <div className="flex items-center gap-2.5 border-b px-4">
          <Search aria-hidden className="size-4 text-muted-foreground" />
          <Command.Input
            ref={input}
            value={search}
            onValueChange={setSearch}
            placeholder={texts.palette.title}
            className="h-12 w-full bg-transparent text-md outline-none placeholder:text-faint-foreground focus-visible:shadow-none"
          />
        </div>
        <Command.List className="max-h-[60dvh] overflow-auto p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-muted-foreground">
            {texts.palette.none}
          </Command.Empty>
          <FoundConnections term={term} onOpen={(id) => go(`/connections/${id}`)} />
          {matches(texts.connections.add) && (
            <Group heading={texts.palette.actions}>
              <Item value="connect" onSelect={() => go('/connections/new')}>
                {texts.connections.add}
              </Item>
            </Group>
          )}
          {pages.length > 0 && (
            <Group heading={nav.pages}>
              {pages.map(([to, name]) => (
                <Item key={to} value={to} onSelect={() => go(to)}>
                  {name}
                </Item>
              ))}
            </Group>
          )}
        </Command.List>
      </Command>
    </dialog>
  )
}

interface FoundConnectionsProps {
  readonly term: string
  readonly onOpen: (id: string) => void
}

function FoundConnections({ term, onOpen }: FoundConnectionsProps) {
  const providerName = useProviderName()
  // End users distinguish accounts with the same name.
  const endUserName = useEndUserName()
  const found = useQuery({
    queryKey: ['connections', 'palette', term],
    queryFn: () => server.listConnections({ search: term, limit: MAX_CONNECTIONS }),
    enabled: term !== '',
  })
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Group heading={nav.connections}>
      {items.map((connection) => (
        <Item key={connection.id} value={connection.id} onSelect={() => onOpen(connection.id)}>
          <Monogram name={providerName(connection.provider)} size="small" />
          <b className="min-w-0 truncate font-semibold">{connection.account.name}</b>
          <span className="mr-auto min-w-0 truncate text-muted-foreground">
            {providerName(connection.provider)} · {endUserName(connection.endUserId) ?? nav.you}
          </span>
          <StatusBadge connection={connection} />
        </Item>
      ))}
    </Group>
  )
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-muted-foreground"
    >
      {children}
    </Command.Group>
  )
}

interface ItemProps {
  readonly value: string
  readonly onSelect: () => void
  readonly children: ReactNode
}

function Item({ value, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-[6px] px-2.5 data-[selected=true]:bg-foreground/8 tablet:min-h-9"
    >
      {children}
    </Command.Item>
  )
}
