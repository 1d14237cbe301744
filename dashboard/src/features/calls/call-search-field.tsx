import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react'
import { server } from '../../api.ts'
import { classes } from '../../ui/classes.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'

const MAX_SHOWN = 6
/** No account is active: Enter searches for the text. */
const NONE = -1
const REQUEST_ID = /^req_[\da-z]+$/

interface CallSearchFieldProps {
  readonly onText: (text: string) => void
  readonly onRequest: (requestId: string) => void
  readonly onConnection: (connectionId: string) => void
}

/** Searches calls by text, by request ID, or by an account, which is chosen from the matches. */
export function CallSearchField({ onText, onRequest, onConnection }: CallSearchFieldProps) {
  const id = useId()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(NONE)
  const term = useDeferredValue(search.trim())
  const providerName = useProviderName()
  const isRequest = REQUEST_ID.test(search.trim())
  const found = useQuery({
    queryKey: ['connections', 'found', term],
    queryFn: () => server.listConnections({ search: term, limit: MAX_SHOWN }),
    enabled: term !== '' && !isRequest,
    placeholderData: keepPreviousData,
  })
  const shown = term === '' || isRequest ? [] : (found.data?.items ?? [])
  const choose = (connectionId: string | undefined): void => {
    if (connectionId === undefined) return
    onConnection(connectionId)
    setSearch('')
  }
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && shown.length > 0) {
      event.preventDefault()
      // Between the last and the first match, the text itself is chosen.
      const count = shown.length + 1
      setActive(((active + 1 + step + count) % count) - 1)
    } else if (event.key === 'Escape') setSearch('')
    else if (event.key === 'Enter' && isRequest) {
      onRequest(search.trim())
      setSearch('')
    } else if (event.key === 'Enter' && shown[active]) choose(shown[active].id)
    // The current text; the list may lag behind.
    else if (event.key === 'Enter' && search.trim() !== '') {
      onText(search.trim())
      setSearch('')
    }
  }
  return (
    <div className="relative w-full tablet:w-72" onKeyDown={press}>
      <SearchField
        className="w-full"
        label={texts.calls.search}
        value={search}
        onChange={(value) => {
          setSearch(value)
          setActive(NONE)
        }}
        combobox={{ listId: id, isOpen: shown.length > 0, activeId: shown[active] && `${id}-${active}` }}
      />
      {shown.length > 0 && (
        <ul
          id={id}
          role="listbox"
          aria-label={texts.connections.title}
          className="absolute top-full right-0 left-0 z-20 mt-1 rounded-lg border bg-popover p-1 shadow-floating appear"
        >
          {shown.map(({ id: connectionId, account, provider }, index) => (
            <li
              key={connectionId}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // On pointerdown, before the field loses the focus.
              onPointerDown={(event) => {
                event.preventDefault()
                choose(connectionId)
              }}
              className={classes(
                'flex min-h-11 cursor-pointer items-center gap-2 rounded-[6px] px-2 tablet:min-h-8',
                index === active ? 'bg-foreground/8' : 'hover:bg-foreground/5',
              )}
            >
              <b className="min-w-0 truncate font-semibold">{account.name}</b>
              <span className="ml-auto flex-none text-sm text-muted-foreground">
                {providerName(provider)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
