import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../../api.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeBlock, Copy } from '../../ui/copy.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { texts } from '../../words/index.ts'
import { useRole } from '../session/me.ts'
import { keySettings, signInSettings, type AssistantSettings } from './assistant-settings.ts'
import { AssistantKeys, Assistants } from './assistants.tsx'
import { READ_SCOPES } from './read-scopes.ts'

const words = texts.assistants

/** The authorized assistants, and the settings to connect another: a URL, or a secret key for those that cannot sign in. */
export function AssistantsPage() {
  const { isAdmin } = useRole()
  const url = `${location.origin}/mcp`
  return (
    <Page title={isAdmin ? words.title : texts.nav.myAssistants}>
      <Assistants />
      {isAdmin && <AssistantKeys />}
      <Card title={words.connectTitle} lead={words.urlLead}>
        <div className="flex flex-col gap-4">
          <div className="flex flex-col gap-1.5">
            <h3>{words.url}</h3>
            <Copy text={url} />
            <p className="text-sm text-muted-foreground">
              {words.readOnly} <code>{`${url}/readonly`}</code>
            </p>
          </div>
          <Tabs
            label={words.connectTitle}
            tabs={signInSettings(location.origin).map((settings) => ({
              name: settings.client,
              content: <Settings settings={settings} />,
            }))}
          />
        </div>
      </Card>
      {isAdmin && <WithKey />}
    </Page>
  )
}

function WithKey() {
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () => server.createSecretKey({ name: words.keyName, scopes: [...READ_SCOPES] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  const key = create.data?.secret
  return (
    <Card title={words.withKey} lead={words.withKeyLead}>
      <div className="flex flex-col gap-4">
        <Problem error={create.error} />
        {key === undefined ? (
          <Button
            look="outline"
            className="self-start"
            busy={create.isPending}
            onClick={() => create.mutate()}
          >
            {words.createKey}
          </Button>
        ) : (
          <Notice role="status">
            {words.copyNow} <Link to="/secret-keys">{words.allKeys}</Link>
          </Notice>
        )}
        <Tabs
          label={words.withKey}
          tabs={keySettings(location.origin, key ?? words.keyPlaceholder).map((settings) => ({
            name: settings.client,
            content: <Settings settings={settings} copies={key !== undefined} />,
          }))}
        />
      </div>
    </Card>
  )
}

interface SettingsProps {
  readonly settings: AssistantSettings
  readonly copies?: boolean
}

function Settings({ settings, copies = true }: SettingsProps) {
  const { client, where, text, installUrl } = settings
  return (
    <div className="flex flex-col gap-3" data-testid="assistant-settings">
      <p className="text-sm text-muted-foreground">{where}</p>
      <CodeBlock text={text} copies={copies} />
      {installUrl !== undefined && (
        <a
          className={`${buttonClass({ look: 'outline', size: 'small' })} self-start`}
          href={installUrl}
          target="_blank"
          rel="noreferrer"
        >
          {words.addTo(client)}
        </a>
      )}
    </div>
  )
}
