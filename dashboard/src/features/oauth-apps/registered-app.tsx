import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { OAuthApp, Provider } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'

const words = texts.oauthApps

interface RegisteredAppProps {
  readonly app: OAuthApp
  readonly provider: Provider
}

/** One OAuth app: its client secrets, and how a new one takes over. */
export function RegisteredApp({ app, provider }: RegisteredAppProps) {
  const queries = useQueryClient()
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: ['apps'] })
  const add = useMutation({
    mutationFn: (secret: string) => server.addClientSecret(app.id, secret),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (id: string) => server.removeClientSecret(app.id, id), onSuccess })
  return (
    <div className="flex flex-col gap-2 border-b pb-3">
      <p className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">
        <b className="font-semibold">{app.name}</b> <code className="text-xs">{app.clientId}</code>
      </p>
      <ul className="flex flex-col gap-1.5 text-sm text-muted-foreground">
        {app.clientSecrets.map(({ id, createdAt }, index) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              {index === 0 ? words.currentSecret : words.previousSecret} <When at={createdAt} />
            </span>
            {app.clientSecrets.length > 1 && (
              <ConfirmButton
                look="outline"
                size="small"
                label={words.removeSecret}
                title={words.removeTitle}
                text={words.removeText(provider.name)}
                yes={words.removeSecret}
                busy={remove.isPending}
                onYes={() => remove.mutateAsync(id)}
              />
            )}
          </li>
        ))}
      </ul>
      <Disclosure summary={words.rotate}>
        <ol className="list-decimal pl-5">
          {provider.secretRotationSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="text-sm text-muted-foreground">{words.rotateText}</p>
        <Form
          onSubmit={(form) =>
            add.mutate(readForm(form, ['secret']).secret.trim(), { onSuccess: () => form.reset() })
          }
        >
          <Field name="secret" type="password" label={words.newSecret} autoComplete="off" />
          <Button type="submit" className="self-start" busy={add.isPending}>
            {words.addSecret}
          </Button>
        </Form>
      </Disclosure>
      <Problem error={add.error ?? remove.error} />
    </div>
  )
}
