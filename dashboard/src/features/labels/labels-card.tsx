import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { X } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { texts } from '../../words/index.ts'
import { useRole } from '../session/me.ts'
import { LabelFields, readLabel } from './label-fields.tsx'

const words = texts.labels

/** The labels of one connection. */
export function LabelsCard({ connection: { id, labels } }: { readonly connection: Connection }) {
  const queries = useQueryClient()
  const { isAdmin } = useRole()
  const change = useMutation({
    mutationFn: (changes: Record<string, string | null>) => server.updateConnection(id, { labels: changes }),
    onSuccess: (changed) => queries.setQueryData(['connection', id], changed),
    // The next change does not wait until everything is read again.
    onSettled: () => void queries.invalidateQueries(),
  })
  const entries = Object.entries(labels)
  return (
    <Card title={words.title}>
      <div className="flex flex-col gap-2">
        {entries.length === 0 && <p className="text-sm text-muted-foreground">{words.none}</p>}
        <ul className="flex flex-col gap-1" data-testid="labels">
          {entries.map(([name, value]) => (
            <li key={name} className="flex items-center gap-2 text-sm">
              <span className="min-w-0 flex-1 wrap-anywhere">
                <span className="text-muted-foreground">{name}:</span>{' '}
                {isAdmin ? (
                  <Link to="/connections" search={{ label: `${name}:${value}` }} className="link">
                    {value}
                  </Link>
                ) : (
                  value
                )}
              </span>
              <Button
                look="ghost"
                size="small"
                square
                icon={X}
                aria-label={words.remove(name)}
                disabled={change.isPending}
                onClick={() => change.mutate({ [name]: null })}
              />
            </li>
          ))}
        </ul>
        <Problem error={change.error} />
        <Disclosure summary={words.add} lazy>
          <Form onSubmit={(form) => change.mutate(readLabel(form), { onSuccess: () => form.reset() })}>
            <LabelFields />
            <Button type="submit" look="outline" className="self-start" busy={change.isPending}>
              {words.add}
            </Button>
          </Form>
        </Disclosure>
      </div>
    </Card>
  )
}
