import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Workspace } from '@letterlock/sdk'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { server } from '../api.ts'
import { WorkspaceAlerts } from '../parts/alerts.tsx'
import { Field } from '../parts/field.tsx'
import { useRole } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { shrinkPicture } from '../shrink-picture.ts'
import { texts } from '../texts.ts'

/** `--primary` of the light tokens: a color input takes hexadecimal colors only. */
const DEFAULT_COLOR = '#1f53b8'

export function SettingsPage() {
  const workspace = useQuery({ queryKey: ['workspace'], queryFn: server.getWorkspace })
  const { isOwner } = useRole()
  return (
    <>
      <h1>{texts.settings.title}</h1>
      <Problem error={workspace.error} />
      {workspace.data && (
        <>
          <Branding workspace={workspace.data} />
          <ReturnUrls workspace={workspace.data} />
          <WorkspaceAlerts />
        </>
      )}
      {isOwner && <NewWorkspace />}
    </>
  )
}

function useUpdateWorkspace() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: server.updateWorkspace,
    async onSuccess(changed) {
      queries.setQueryData(['workspace'], changed)
      await queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
}

/** The name is shown everywhere, color and logo on the connect page. */
function Branding({ workspace }: { readonly workspace: Workspace }) {
  const words = texts.settings
  const [draft, setDraft] = useState(() => {
    const { name, branding } = workspace
    const { color, logo } = branding
    return { name, color, logo }
  })
  const change = useUpdateWorkspace()
  const [invalid, setInvalid] = useState<string | null>(null)
  const choose = async (file: File | undefined): Promise<void> => {
    const logo = file && (await shrinkPicture(file))
    setInvalid(file && !logo ? words.invalidImage : null)
    if (logo) setDraft((before) => ({ ...before, logo }))
  }
  return (
    <section className="card">
      <h2>{words.branding}</h2>
      <p className="soft">{words.brandingLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const { name, ...branding } = draft
          change.mutate({ name, branding })
        }}
      >
        <Field
          name="name"
          label={words.name}
          maxLength={100}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <div className="row">
          <label htmlFor="color">{words.color}</label>
          <input
            id="color"
            type="color"
            value={draft.color ?? DEFAULT_COLOR}
            onChange={(event) => setDraft({ ...draft, color: event.target.value })}
          />
        </div>
        <div className="row wrap">
          <label htmlFor="logo">{words.logo}</label>
          {draft.logo && <img className="logo" src={draft.logo} alt={words.currentLogo} />}
          <input
            id="logo"
            type="file"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        </div>
        {draft.logo && (
          <button type="button" className="quiet small" onClick={() => setDraft({ ...draft, logo: null })}>
            {words.removeLogo}
          </button>
        )}
        {invalid !== null && (
          <p className="problem" role="alert">
            {invalid}
          </p>
        )}
        <Problem error={change.error} />
        <p className="soft" role="status">
          {change.isSuccess && words.saved}
        </p>
        <button disabled={change.isPending}>{words.save}</button>
      </form>
    </section>
  )
}

function ReturnUrls({ workspace }: { readonly workspace: Workspace }) {
  const words = texts.settings
  const change = useUpdateWorkspace()
  const { allowedReturnUrls } = workspace
  return (
    <section className="card">
      <h2>{words.allowedReturnUrls}</h2>
      <p className="soft">{words.returnUrlsLead}</p>
      <ul className="plain">
        {allowedReturnUrls.map((url) => (
          <li className="row" key={url}>
            <code>{url}</code>
            <button
              className="quiet small"
              disabled={change.isPending}
              onClick={() =>
                change.mutate({ allowedReturnUrls: allowedReturnUrls.filter((one) => one !== url) })
              }
            >
              {words.removeUrl}
              <span className="hidden"> {url}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { url } = readForm(form, ['url'])
          change.mutate(
            { allowedReturnUrls: [...allowedReturnUrls, url.trim()] },
            { onSuccess: () => form.reset() },
          )
        }}
      >
        <Field name="url" type="url" label={words.url} placeholder="https://app.example.com/connected" />
        <Problem error={change.error} />
        <button className="quiet" disabled={change.isPending}>
          {words.addUrl}
        </button>
      </form>
    </section>
  )
}

function NewWorkspace() {
  const words = texts.settings
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
    <section className="card">
      <h2>{words.newWorkspace}</h2>
      <p className="soft">{words.newWorkspaceLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate(readForm(event.currentTarget, ['name']).name)
        }}
      >
        <Field name="name" label={words.newWorkspaceName} maxLength={100} autoComplete="off" />
        <Problem error={create.error} />
        <button className="quiet" disabled={create.isPending}>
          {words.create}
        </button>
      </form>
    </section>
  )
}
