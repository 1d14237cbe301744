import { MAX_URL_LENGTH } from '@letterlock/server/limits.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AlertSettings, UpdateAlertSettingsInput } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'

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
    <Card title={words.title}>
      <div className="flex flex-col gap-3">
        <Problem error={mine.error ?? update.error} />
        {mine.data && !mine.data.deliversEmail && <Notice kind="warn">{words.noEmail}</Notice>}
        {mine.data && (
          <Choice
            checked={update.isPending ? update.variables : mine.data.receivesEmail}
            aria-busy={update.isPending}
            onChange={(event) => !update.isPending && update.mutate(event.target.checked)}
          >
            {words.mine}
          </Choice>
        )}
      </div>
    </Card>
  )
}

/** Who gets alerts of this workspace, and its incoming webhook. */
export function WorkspaceAlerts() {
  const settings = useQuery({ queryKey: ['alert-settings'], queryFn: server.getAlertSettings })
  return (
    <Card id="alerts" title={words.title} lead={words.lead}>
      <div className="flex flex-col gap-4">
        <Problem error={settings.error} onRetry={() => settings.refetch()} />
        {settings.isPending && <Skeleton />}
        {settings.data && !settings.data.deliversEmail && <Notice kind="warn">{words.noEmail}</Notice>}
        {settings.data && <AlertForm settings={settings.data} />}
      </div>
    </Card>
  )
}

function AlertForm({ settings }: { readonly settings: AlertSettings }) {
  const queries = useQueryClient()
  const update = useMutation({
    mutationFn: (change: UpdateAlertSettingsInput) => server.updateAlertSettings(change),
    onSuccess(changed) {
      queries.setQueryData(['alert-settings'], changed)
      toast(words.saved)
    },
  })
  return (
    <Form
      onSubmit={(form) => {
        const chosen = new FormData(form)
        const { webhookUrl } = readForm(form, ['webhookUrl'])
        const emailRoles = ROLES.filter((role) => chosen.has(role))
        update.mutate(
          { emailRoles, ...(webhookUrl !== '' && { webhookUrl }) },
          { onSuccess: () => form.reset() },
        )
      }}
    >
      <div>
        {ROLES.map((role) => (
          <Choice key={role} name={role} defaultChecked={settings.emailRoles.includes(role)}>
            {words.roles[role]}
          </Choice>
        ))}
      </div>
      <Field
        name="webhookUrl"
        type="url"
        label={words.incoming}
        maxLength={MAX_URL_LENGTH}
        autoComplete="off"
        required={false}
      />
      {settings.webhookHost !== null && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-sm text-muted-foreground">{words.sentTo(settings.webhookHost)}</p>
          <Button
            look="outline"
            size="small"
            busy={update.isPending}
            onClick={() => update.mutate({ webhookUrl: null })}
          >
            {words.removeUrl}
          </Button>
        </div>
      )}
      <Problem error={update.error} />
      <Button type="submit" className="self-start" busy={update.isPending}>
        {words.save}
      </Button>
    </Form>
  )
}
