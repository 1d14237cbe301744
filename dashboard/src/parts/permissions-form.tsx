import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ConnectionPermissions, Connection } from '@letterlock/sdk'
import { useId, useState } from 'react'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { Problem } from './problem.tsx'

const AREAS = {
  audiences: ['none', 'read', 'write'],
  campaigns: ['none', 'read', 'write'],
  reports: ['none', 'read'],
} as const

/** The permissions of a connection; each change is saved immediately. */
export function PermissionsForm({ connection }: { readonly connection: Connection }) {
  const queries = useQueryClient()
  const id = useId()
  const save = useMutation({
    mutationFn: (permissions: ConnectionPermissions) =>
      server.updateConnection(connection.id, { permissions }),
    onSuccess: (changed) => queries.setQueryData(['connection', connection.id], changed),
    onSettled: () => setChosen(null),
  })
  // A choice shows immediately, and is reverted when it cannot be saved.
  const [chosen, setChosen] = useState<ConnectionPermissions | null>(null)
  const permissions = chosen ?? connection.permissions
  const choose = (next: ConnectionPermissions): void => {
    setChosen(next)
    save.mutate(next)
  }
  return (
    <fieldset>
      <legend>{texts.permissions.title}</legend>
      {Object.entries(AREAS).map(([area, levels]) => (
        <div className="row" key={area}>
          <label htmlFor={`${id}-${area}`}>{texts.permissions[area as keyof typeof AREAS]}</label>
          <select
            id={`${id}-${area}`}
            value={permissions[area as keyof typeof AREAS]}
            onChange={(event) => choose({ ...permissions, [area]: event.target.value })}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {texts.permissions.levels[level]}
              </option>
            ))}
          </select>
        </div>
      ))}
      <div className="row">
        <label htmlFor={`${id}-send`}>{texts.permissions.send}</label>
        <input
          id={`${id}-send`}
          type="checkbox"
          checked={permissions.send}
          onChange={(event) => choose({ ...permissions, send: event.target.checked })}
        />
      </div>
      <p className="soft" role="status">
        {save.isSuccess && texts.permissions.saved}
      </p>
      <Problem error={save.error} />
    </fieldset>
  )
}
