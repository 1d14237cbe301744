import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { CircleCheck, CircleX } from 'lucide-react'
import { server } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'

interface ApiKeyFormProps {
  readonly connection: Connection
  readonly provider: string
}

/** The fallback for OAuth: added, replaced or removed, and never shown again. */
export function ApiKeyForm({ connection, provider }: ApiKeyFormProps) {
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
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted-foreground">{words.lead(provider)}</p>
      {apiKey && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Badge tone={apiKey.valid ? 'ok' : 'lost'} icon={apiKey.valid ? CircleCheck : CircleX}>
            {apiKey.valid ? words.ready : words.invalid}
          </Badge>
          <ConfirmButton
            look="outline"
            size="small"
            label={words.remove}
            title={words.removeTitle}
            text={words.removeText(provider)}
            yes={words.removeYes}
            busy={remove.isPending}
            onYes={() => remove.mutateAsync()}
          />
        </div>
      )}
      <Form
        className="gap-3!"
        onSubmit={(form) => set.mutate(readForm(form, ['key']).key.trim(), { onSuccess: () => form.reset() })}
      >
        <Field
          name="key"
          type="password"
          label={apiKey ? words.replace : words.label}
          autoComplete="off"
          spellCheck={false}
        />
        <Problem error={set.error ?? remove.error} />
        <Button type="submit" look="outline" className="self-start" busy={set.isPending}>
          {words.save}
        </Button>
      </Form>
    </div>
  )
}
