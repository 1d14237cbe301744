import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OAuthApp, Provider } from '@letterlock/sdk'
import { server } from '../api.ts'
import { Confirm } from '../parts/confirm-dialog.tsx'
import { Copy } from '../parts/copy.tsx'
import { Field } from '../parts/field.tsx'
import { useProviders } from '../parts/providers.ts'
import { Problem } from '../parts/problem.tsx'
import { When } from '../parts/when.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

/** The OAuth apps by provider: accounts of a provider can be connected once it has one. */
export function OAuthAppsPage() {
  const providers = useProviders()
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => server.listOAuthApps({ limit: 100 }) })
  return (
    <>
      <h1>{texts.oauthApps.title}</h1>
      <p>{texts.oauthApps.lead}</p>
      <Problem error={providers.error ?? apps.error} />
      {providers.data?.items.map((provider) => (
        <ProviderSection
          key={provider.id}
          provider={provider}
          apps={apps.data?.items.filter((app) => app.provider === provider.id) ?? []}
        />
      ))}
    </>
  )
}

function ProviderSection({
  provider,
  apps,
}: {
  readonly provider: Provider
  readonly apps: readonly OAuthApp[]
}) {
  const words = texts.oauthApps
  return (
    <section className="card">
      <h2>{provider.name}</h2>
      {apps.length === 0 && <p className="soft">{words.none}</p>}
      {apps.map((app) => (
        <RegisteredApp key={app.id} app={app} provider={provider} />
      ))}
      <details open={apps.length === 0}>
        <summary>{apps.length === 0 ? words.add : words.addAnother}</summary>
        <ol>
          <li>
            {words.openPortal}{' '}
            <a href={provider.developerPortalUrl} target="_blank" rel="noreferrer">
              {words.developerPortal(provider.name)}
            </a>
          </li>
          {provider.registrationSteps.map((step) => (
            <Step key={step} text={step} redirectUri={provider.redirectUri} />
          ))}
          <li>{words.enterBoth}</li>
        </ol>
        <RegisterForm provider={provider} />
      </details>
    </section>
  )
}

function Step({ text, redirectUri }: { readonly text: string; readonly redirectUri: string }) {
  const [before = '', after] = text.split('{redirectUri}')
  return (
    <li>
      {before}
      {after !== undefined && <Copy text={redirectUri} />}
      {after}
    </li>
  )
}

function RegisteredApp({ app, provider }: { readonly app: OAuthApp; readonly provider: Provider }) {
  const queries = useQueryClient()
  const words = texts.oauthApps
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: ['apps'] })
  const add = useMutation({
    mutationFn: (secret: string) => server.addClientSecret(app.id, secret),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (id: string) => server.removeClientSecret(app.id, id), onSuccess })
  return (
    <div className="app">
      <p>
        {app.name} · <code>{app.clientId}</code>
      </p>
      <ul>
        {app.clientSecrets.map(({ id, createdAt }, index) => (
          <li key={id}>
            {index === 0 ? words.currentSecret : words.previousSecret} <When at={createdAt} />{' '}
            {app.clientSecrets.length > 1 && (
              <Confirm
                className="quiet small"
                label={words.removeSecret}
                title={words.removeTitle}
                text={words.removeText(provider.name)}
                yes={words.removeSecret}
                no={texts.cancel}
                busy={remove.isPending}
                onYes={() => remove.mutateAsync(id)}
              />
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>{words.rotate}</summary>
        <ol>
          {provider.secretRotationSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="soft">{words.rotateText}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const form = event.currentTarget
            add.mutate(readForm(form, ['secret']).secret.trim(), { onSuccess: () => form.reset() })
          }}
        >
          <Field name="secret" type="password" label={words.newSecret} autoComplete="off" />
          <button disabled={add.isPending}>{words.addSecret}</button>
        </form>
      </details>
      <Problem error={add.error ?? remove.error} />
    </div>
  )
}

function RegisterForm({ provider }: { readonly provider: Provider }) {
  const queries = useQueryClient()
  const words = texts.oauthApps
  const register = useMutation({
    mutationFn: server.createOAuthApp,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['apps'] }),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const { clientId, clientSecret } = readForm(form, ['clientId', 'clientSecret'])
        const app = { provider: provider.id, clientId: clientId.trim(), clientSecret: clientSecret.trim() }
        register.mutate(app, { onSuccess: () => form.reset() })
      }}
    >
      <Field name="clientId" label={words.clientId} autoComplete="off" spellCheck={false} />
      <Field name="clientSecret" type="password" label={words.clientSecret} autoComplete="off" />
      <p className="soft">{words.encrypted}</p>
      <Problem error={register.error} />
      <button disabled={register.isPending}>{words.save}</button>
    </form>
  )
}
