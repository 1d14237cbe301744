import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Provider } from '@letterlock/sdk'
import { ExternalLink, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'

const words = texts.oauthApps

/** The steps to register an app at the provider, and the form for its client ID and secret. */
export function RegisterSteps({ provider }: { readonly provider: Provider }) {
  return (
    <ol className="flex flex-col [counter-reset:step]">
      <Step>
        {words.openPortal}{' '}
        <a href={provider.developerPortalUrl} target="_blank" rel="noreferrer">
          {words.developerPortal(provider.name)}
          <ExternalLink aria-hidden className="ml-1 inline size-3.5" />
        </a>
      </Step>
      {provider.registrationSteps.map((step) => {
        const [before = '', after] = step.split('{redirectUri}')
        // The URI is on its own line, so the full stop after it is dropped.
        const rest = after?.replace(/^[.,;]\s*/, '')
        return (
          <Step key={step}>
            {before}
            {rest !== undefined && (
              <span className="my-1.5 block">
                <Copy text={provider.redirectUri} />
              </span>
            )}
            {rest}
          </Step>
        )
      })}
      <Step>
        <p className="mb-3">{words.enterBoth}</p>
        <RegisterForm provider={provider} />
      </Step>
    </ol>
  )
}

function Step({ children }: { readonly children: ReactNode }) {
  return (
    <li className="relative pb-4 pl-9 [counter-increment:step] last:pb-0 before:absolute before:left-0 before:grid before:size-6 before:place-items-center before:rounded-full before:bg-muted before:text-xs before:font-semibold before:content-[counter(step)] not-last:after:absolute not-last:after:top-6.5 not-last:after:bottom-0.5 not-last:after:left-3 not-last:after:w-px not-last:after:bg-border-strong">
      <div className="pt-0.5 wrap-anywhere">{children}</div>
    </li>
  )
}

function RegisterForm({ provider }: { readonly provider: Provider }) {
  const queries = useQueryClient()
  const register = useMutation({
    mutationFn: server.createOAuthApp,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['apps'] }),
  })
  return (
    <Form
      className="max-w-3xl"
      onSubmit={(form) => {
        const { clientId, clientSecret } = readForm(form, ['clientId', 'clientSecret'])
        const app = { provider: provider.id, clientId: clientId.trim(), clientSecret: clientSecret.trim() }
        register.mutate(app, { onSuccess: () => form.reset() })
      }}
    >
      <div className="grid gap-4 tablet:grid-cols-2">
        <Field name="clientId" label={words.clientId} autoComplete="off" spellCheck={false} />
        <Field name="clientSecret" type="password" label={words.clientSecret} autoComplete="off" />
      </div>
      <p className="flex items-center gap-2 text-sm text-muted-foreground">
        <Lock aria-hidden className="size-3.5 flex-none" /> {words.encrypted}
      </p>
      <Problem error={register.error} />
      <Button type="submit" className="self-start" busy={register.isPending}>
        {words.save}
      </Button>
    </Form>
  )
}
