import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection, ConnectionPermissions } from '@letterlock/sdk'
import { useId, useState } from 'react'
import { server } from '../../api.ts'
import { Problem } from '../../ui/problem.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'

const AREAS = [
  ['audiences', ['none', 'read', 'write']],
  ['campaigns', ['none', 'read', 'write']],
  ['reports', ['none', 'read']],
] as const

interface Change {
  readonly permissions: ConnectionPermissions
  /** The value that Undo restores. */
  readonly before?: ConnectionPermissions
}

/** The permissions of a connection; each change is saved immediately. */
export function PermissionsForm({ connection }: { readonly connection: Connection }) {
  const queries = useQueryClient()
  const id = useId()
  const save = useMutation({
    mutationFn: ({ permissions }: Change) => server.updateConnection(connection.id, { permissions }),
    onSuccess(changed, { before }) {
      queries.setQueryData(['connection', connection.id], changed)
      const undo = before && (() => save.mutate({ permissions: before }))
      toast(texts.permissions.saved, 'ok', undo)
    },
    onSettled: () => setChosen(null),
  })
  // A choice is shown immediately, and reverted if it cannot be saved.
  const [chosen, setChosen] = useState<ConnectionPermissions | null>(null)
  const permissions = chosen ?? connection.permissions
  const choose = (next: ConnectionPermissions): void => {
    setChosen(next)
    save.mutate({ permissions: next, before: permissions })
  }
  return (
    <div className="flex flex-col gap-3">
      {AREAS.map(([area, levels]) => (
        <div className="flex items-center justify-between gap-3" key={area}>
          <label htmlFor={`${id}-${area}`}>{texts.permissions[area]}</label>
          <Select
            id={`${id}-${area}`}
            value={permissions[area]}
            options={levels.map((level) => [level, texts.permissions.levels[level]] as const)}
            onChange={(event) => {
              const level = levels.find((one) => one === event.target.value)
              if (level) choose({ ...permissions, [area]: level })
            }}
          />
        </div>
      ))}
      <div className="flex items-center justify-between gap-3">
        <div>
          <label htmlFor={`${id}-send`}>{texts.permissions.send}</label>
          <p id={`${id}-hint`} className="text-sm text-muted-foreground">
            {texts.permissions.sendHint}
          </p>
        </div>
        <Switch
          id={`${id}-send`}
          aria-describedby={`${id}-hint`}
          checked={permissions.send}
          onChange={(event) => choose({ ...permissions, send: event.target.checked })}
        />
      </div>
      <Problem error={save.error} />
    </div>
  )
}
