import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Access, Connection } from '@letterlock/client'
import { useId, useState } from 'react'
import { hub } from '../hub.ts'
import { texts } from '../texts.ts'
import { Problem } from './problem.tsx'

const AREAS = {
  audiences: ['none', 'read', 'write'],
  campaigns: ['none', 'read', 'write'],
  reports: ['none', 'read'],
} as const

/** What a connection may be used for; each change is saved at once. */
export function AccessForm({ connection }: { readonly connection: Connection }) {
  const queries = useQueryClient()
  const id = useId()
  const save = useMutation({
    mutationFn: (access: Access) => hub.setAccess(connection.id, access),
    onSuccess: (changed) => queries.setQueryData(['connection', connection.id], changed),
    onSettled: () => setChosen(null),
  })
  // What was chosen shows at once, and goes back when it could not be saved.
  const [chosen, setChosen] = useState<Access | null>(null)
  const access = chosen ?? connection.access
  const choose = (next: Access): void => {
    setChosen(next)
    save.mutate(next)
  }
  return (
    <fieldset>
      <legend>{texts.access.title}</legend>
      {Object.entries(AREAS).map(([area, levels]) => (
        <div className="row" key={area}>
          <label htmlFor={`${id}-${area}`}>{texts.access[area as keyof typeof AREAS]}</label>
          <select
            id={`${id}-${area}`}
            value={access[area as keyof typeof AREAS]}
            onChange={(event) => choose({ ...access, [area]: event.target.value })}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {texts.access.levels[level]}
              </option>
            ))}
          </select>
        </div>
      ))}
      <div className="row">
        <label htmlFor={`${id}-send`}>{texts.access.send}</label>
        <input
          id={`${id}-send`}
          type="checkbox"
          checked={access.send}
          onChange={(event) => choose({ ...access, send: event.target.checked })}
        />
      </div>
      <p className="soft" role="status">
        {save.isSuccess && texts.access.saved}
      </p>
      <Problem error={save.error} />
    </fieldset>
  )
}
