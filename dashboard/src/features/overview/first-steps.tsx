import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { ChevronRight, CircleCheck, CircleDashed } from 'lucide-react'
import { server } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { classes } from '../../ui/classes.ts'
import { texts } from '../../words/index.ts'

const words = texts.firstSteps

type Step = readonly [name: keyof typeof words.steps, to: NonNullable<LinkProps['to']>, isDone: boolean]

/** What a new workspace needs, ticked off by what the server knows. It disappears when all is done. */
export function FirstSteps() {
  const steps = useSteps()
  if (steps === null || steps.every(([, , isDone]) => isDone)) return null
  const done = steps.filter(([, , isDone]) => isDone).length
  return (
    <Card title={words.title} lead={words.progress(done, steps.length)} flush>
      <ol className="divide-y">
        {steps.map(([name, to, isDone]) => {
          const Icon = isDone ? CircleCheck : CircleDashed
          return (
            <li key={name} className="relative flex items-center gap-3 px-4 py-3 hover:bg-muted/60">
              <Icon aria-hidden className={classes('size-4.5 flex-none', isDone ? 'text-ok' : 'text-off')} />
              <div className="min-w-0 flex-1">
                <Link
                  to={to}
                  className={classes(
                    'font-semibold no-underline after:absolute after:inset-0',
                    isDone && 'text-muted-foreground',
                  )}
                >
                  {words.steps[name].title}
                </Link>
                <span className="sr-only"> {isDone ? words.done : words.open}</span>
                {!isDone && <p className="text-sm text-muted-foreground">{words.steps[name].text}</p>}
              </div>
              <ChevronRight aria-hidden className="size-4 text-muted-foreground" />
            </li>
          )
        })}
      </ol>
    </Card>
  )
}

function useSteps(): readonly Step[] | null {
  const apps = useQuery({
    queryKey: ['apps'],
    queryFn: () => server.listOAuthApps({ limit: MAX_PAGE_SIZE }),
  }).data
  const connections = useQuery({
    queryKey: ['connections', 'first'],
    queryFn: () => server.listConnections({ limit: 1 }),
  }).data
  const calls = useQuery({
    queryKey: ['events', 'calls'],
    queryFn: () => server.listEvents({ type: 'call', limit: 1 }),
  }).data
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: () => server.listWebhookEndpoints() }).data
  const assistants = useQuery({ queryKey: ['assistants'], queryFn: server.listAssistants }).data
  if (!apps || !connections || !calls || !webhooks || !assistants) return null
  return [
    ['app', '/oauth-apps', apps.items.length > 0],
    ['connection', '/connections/new', connections.items.length > 0],
    ['call', '/secret-keys', calls.items.length > 0],
    ['webhook', '/webhooks', webhooks.items.length > 0],
    ['assistant', '/assistants', assistants.items.length > 0],
  ]
}
