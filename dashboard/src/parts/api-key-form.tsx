import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { server } from '../api.ts'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'
import { Field } from './field.tsx'
import { Problem } from './problem.tsx'

/** The fallback for OAuth: added, replaced or removed, and never shown again. */
export function ApiKeyForm({
  connection,
  provider,
}: {
  readonly connection: Connection
  readonly provider: string
}) {
  const queries = useQueryClient()
  const words = texts.apiKey
  const onSuccess = async (changed: Connection): Promise<void> => {
    queries.setQueryData(['connection', connection.id], changed)
    await queries.invalidateQueries({ queryKey: ['events'] })
  }
  const set = useMutation({ mutationFn: (key: string) => server.setApiKey(connection.id, key), onSuccess })
  const remove = useMutation({ mutationFn: () => server.removeApiKey(connection.id), onSuccess })
  const { apiKey } = connection
  return (
    <>
      <h2>{words.title}</h2>
      <p className="soft">{words.lead(provider)}</p>
      {apiKey && (
        <div className="row">
          <span>{apiKey.valid ? words.ready : words.invalid}</span>
          <Confirm
            className="quiet"
            label={words.remove}
            title={words.removeTitle}
            text={words.removeText(provider)}
            yes={words.removeYes}
            no={texts.cancel}
            busy={remove.isPending}
            onYes={() => remove.mutateAsync()}
          />
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { key } = readForm(form, ['key'])
          set.mutate(key.trim(), { onSuccess: () => form.reset() })
        }}
      >
        <Field
          name="key"
          type="password"
          label={apiKey ? words.replace : words.label}
          autoComplete="off"
          spellCheck={false}
        />
        <Problem error={set.error ?? remove.error} />
        <button className="quiet" disabled={set.isPending}>
          {set.isPending ? words.checking : words.save}
        </button>
      </form>
    </>
  )
}
