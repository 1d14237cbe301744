import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, Plus } from 'lucide-react'
import { server } from '../api.ts'
import { useMe } from '../features/session/me.ts'
import { classes } from '../ui/classes.ts'
import { Mark } from '../ui/mark.tsx'
import { Menu } from '../ui/menu.tsx'
import { texts } from '../words/index.ts'

/** The active workspace, and the way to another. */
export function WorkspaceMenu({ inSheet }: { readonly inSheet: boolean }) {
  const me = useMe().data
  const queries = useQueryClient()
  const navigate = useNavigate()
  const choose = useMutation({
    mutationFn: server.switchWorkspace,
    async onSuccess() {
      await navigate({ to: '/' })
      await queries.resetQueries()
    },
  })
  const shown = inSheet ? '' : 'hidden wide:block'
  const name = (
    <>
      <Mark />
      <b className={classes('min-w-0 flex-1 truncate text-left font-semibold', shown)}>
        {me?.workspace.name}
      </b>
    </>
  )
  const look = classes(
    'flex min-h-10 flex-none items-center gap-2.5 rounded-md px-2 py-1.5 no-underline',
    !inSheet && 'justify-center wide:justify-start',
  )
  if (!me || (me.workspaces.length < 2 && me.role !== 'owner')) return <div className={look}>{name}</div>
  return (
    <Menu
      align="start"
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className={classes(look, 'hover:bg-foreground/5')}
          aria-label={`${texts.nav.workspace}: ${me.workspace.name}`}
          title={me.workspace.name}
        >
          {name}
          <ChevronsUpDown aria-hidden className={classes('size-3.5 text-muted-foreground', shown)} />
        </button>
      )}
      entries={[
        {
          label: texts.nav.workspace,
          value: me.workspace.id,
          options: me.workspaces.map(({ id, name: each }) => [id, each] as const),
          onChange: (id) => choose.mutate(id),
        },
        ...(me.role === 'owner'
          ? (['line', { name: texts.nav.newWorkspace, icon: Plus, href: '/settings' }] as const)
          : []),
      ]}
    />
  )
}
