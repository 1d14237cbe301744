import { ArrowDown, ArrowUp } from 'lucide-react'
import { classes } from '../../ui/classes.ts'
import { texts } from '../../words/index.ts'
import type { ConnectionSearch } from './connection-search.ts'

const words = texts.connections

export type Sort = ConnectionSearch['sort']

interface TableHeadProps {
  readonly selected: 'all' | 'some' | 'none'
  readonly onSelectAll: () => void
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  /** Without labels in the list, there is no column for them. */
  readonly hasLabels: boolean
}

/** Sticky above the rows. On a phone there is none: rows are list items. */
export function TableHead({ selected, onSelectAll, sort, onSort, hasLabels }: TableHeadProps) {
  return (
    <thead className="hidden text-left text-xs text-muted-foreground tablet:sticky tablet:top-0 tablet:z-[3] tablet:table-header-group">
      <tr className="h-8.5 *:border-b *:bg-muted *:px-3 *:font-medium *:whitespace-nowrap">
        <th className="w-11">
          <input
            type="checkbox"
            className="size-4! align-middle"
            aria-label={words.selectAll}
            checked={selected === 'all'}
            ref={(input) => {
              if (input) input.indeterminate = selected === 'some'
            }}
            onChange={onSelectAll}
          />
        </th>
        <SortedHead
          name={words.account}
          direction={sort === 'name' ? 'ascending' : undefined}
          onSort={() => onSort(sort === 'name' ? undefined : 'name')}
        />
        <th scope="col" className="w-42">
          {words.status}
        </th>
        <th scope="col" className="w-36 max-wide:hidden">
          {words.endUser}
        </th>
        <th scope="col" className="w-46 max-wide:w-[30%]">
          {texts.facts.token}
        </th>
        <th scope="col" className="w-34 max-wide:hidden">
          {texts.facts.called}
        </th>
        <SortedHead
          name={words.connectedAt}
          direction={sort === 'name' ? undefined : sort === 'newest' ? 'descending' : 'ascending'}
          onSort={() => onSort(sort === undefined ? 'newest' : undefined)}
          className="w-34 max-[82rem]:hidden"
        />
        {hasLabels && (
          <th scope="col" className="w-32 max-[90rem]:hidden">
            {texts.labels.title}
          </th>
        )}
        <th className="w-13">
          <span className="sr-only">{words.actions}</span>
        </th>
      </tr>
    </thead>
  )
}

interface SortedHeadProps {
  readonly name: string
  /** undefined: the list is not sorted by this column. */
  readonly direction: 'ascending' | 'descending' | undefined
  readonly onSort: () => void
  readonly className?: string
}

function SortedHead({ name, direction, onSort, className }: SortedHeadProps) {
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  return (
    <th scope="col" aria-sort={direction} className={className}>
      <button
        type="button"
        onClick={onSort}
        className="group -mx-1.5 inline-flex h-7 items-center gap-1 rounded-sm border border-transparent px-1.5 hover:text-foreground"
      >
        {name}
        <Arrow
          aria-hidden
          className={classes('size-3.25', direction === undefined && 'opacity-0 group-hover:opacity-60')}
        />
      </button>
    </th>
  )
}
