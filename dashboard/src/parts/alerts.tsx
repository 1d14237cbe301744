import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AlertSettings, UpdateAlertSettingsInput } from '@letterlock/sdk'
import { server } from '../api.ts'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'
import { Field } from './field.tsx'
import { Problem } from './problem.tsx'

const words = texts.alerts
const ROLES = ['owner', 'admin'] as const

/** Whether the user gets alerts of the active workspace. */
export function MyAlerts() {
  const queries = useQueryClient()
  const mine = useQuery({ queryKey: ['my-alerts'], queryFn: server.getMyAlerts })
  const update = useMutation({
    mutationFn: server.updateMyAlerts,
    onSuccess: (changed) => queries.setQueryData(['my-alerts'], changed),
  })
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <Problem error={mine.error ?? update.error} />
      {mine.data && (
        <label className="choice">
          <input
            type="checkbox"
            checked={update.isPending ? update.variables : mine.data.receivesEmail}
            disabled={update.isPending}
            onChange={(event) => update.mutate(event.target.checked)}
          />{' '}
          {words.mine}
        </label>
      )}
    </section>
  )
}

/** Who is alerted in this workspace, and where else. */
export function WorkspaceAlerts() {
  const settings = useQuery({ queryKey: ['alert-settings'], queryFn: server.getAlertSettings })
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p className="soft">{words.lead}</p>
      <Problem error={settings.error} />
      {settings.data && <AlertForm settings={settings.data} />}
    </section>
  )
}

function AlertForm({ settings }: { readonly settings: AlertSettings }) {
  const queries = useQueryClient()
  const update = useMutation({
    mutationFn: (change: UpdateAlertSettingsInput) => server.updateAlertSettings(change),
    onSuccess: (changed) => queries.setQueryData(['alert-settings'], changed),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const chosen = new FormData(form)
        const { webhookUrl } = readForm(form, ['webhookUrl'])
        const emailRoles = ROLES.filter((role) => chosen.has(role))
        update.mutate(
          { emailRoles, ...(webhookUrl !== '' && { webhookUrl }) },
          { onSuccess: () => form.reset() },
        )
      }}
    >
      {ROLES.map((role) => (
        <label key={role} className="choice">
          <input type="checkbox" name={role} defaultChecked={settings.emailRoles.includes(role)} />{' '}
          {words.roles[role]}
        </label>
      ))}
      <Field
        name="webhookUrl"
        type="url"
        label={words.incoming}
        maxLength={2000}
        autoComplete="off"
        required={false}
      />
      {settings.webhookHost !== null && (
        <div className="row">
          <p className="soft">{words.sentTo(settings.webhookHost)}</p>
          <button
            type="button"
            className="quiet"
            disabled={update.isPending}
            onClick={() => update.mutate({ webhookUrl: null })}
          >
            {words.removeUrl}
          </button>
        </div>
      )}
      <Problem error={update.error} />
      <p role="status">{update.isSuccess && words.saved}</p>
      <button disabled={update.isPending}>{words.save}</button>
    </form>
  )
}
