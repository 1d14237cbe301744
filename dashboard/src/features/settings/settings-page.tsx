import { MAX_NAME_LENGTH } from '@letterlock/server/limits.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bell, Building2, CornerDownLeft, Lock, Palette, Timer } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { useRole } from '../session/me.ts'
import { WorkspaceAlerts } from './alerts.tsx'
import { Branding } from './branding.tsx'
import { ReturnUrls } from './return-urls.tsx'
import { ServerSettings } from './server-settings.tsx'

const words = texts.settings

const SECTIONS = [
  ['branding', words.branding, Palette],
  ['return-urls', words.allowedReturnUrls, CornerDownLeft],
  ['alerts', texts.alerts.title, Bell],
  ['retention', texts.server.retention, Timer],
  ['encryption-keys', texts.server.encryptionKeys, Lock],
] as const

export function SettingsPage() {
  const workspace = useQuery({ queryKey: ['workspace'], queryFn: server.getWorkspace })
  const { isOwner } = useRole()
  const sections = [
    ...SECTIONS,
    ...(isOwner ? ([['new-workspace', texts.nav.newWorkspace, Building2]] as const) : []),
  ]
  return (
    <Page title={words.title}>
      <div className="grid items-start gap-5 wide:grid-cols-[11.5rem_minmax(0,1fr)]">
        <nav
          aria-label={words.title}
          className="flex gap-1 overflow-x-auto p-1 wide:sticky wide:top-6 wide:flex-col"
        >
          {sections.map(([id, name, Icon]) => (
            <a
              key={id}
              href={`#${id}`}
              className="flex min-h-9 flex-none items-center gap-2.5 rounded-md px-2.5 font-medium text-muted-foreground no-underline hover:bg-muted hover:text-foreground"
            >
              <Icon aria-hidden className="size-4" /> {name}
            </a>
          ))}
        </nav>
        <div className="flex min-w-0 flex-col gap-4">
          <Problem error={workspace.error} onRetry={() => workspace.refetch()} />
          {workspace.isPending && <Skeleton />}
          {workspace.data && (
            <>
              <Branding workspace={workspace.data} />
              <ReturnUrls workspace={workspace.data} />
              <WorkspaceAlerts />
              <ServerSettings />
            </>
          )}
          {isOwner && <NewWorkspace />}
        </div>
      </div>
    </Page>
  )
}

function NewWorkspace() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation({
    mutationFn: server.createWorkspace,
    async onSuccess() {
      await navigate({ to: '/' })
      await queries.resetQueries()
    },
  })
  return (
    <Card id="new-workspace" title={texts.nav.newWorkspace} lead={words.newWorkspaceLead}>
      <Form onSubmit={(form) => create.mutate(readForm(form, ['name']).name)}>
        <Field name="name" label={words.newWorkspaceName} maxLength={MAX_NAME_LENGTH} autoComplete="off" />
        <Problem error={create.error} />
        <Button type="submit" look="outline" className="self-start" busy={create.isPending}>
          {words.create}
        </Button>
      </Form>
    </Card>
  )
}
