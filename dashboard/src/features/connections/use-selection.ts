import type { Connection } from '@letterlock/sdk'
import { useCallback, useState } from 'react'

/** Which of the shown connections are selected. One that is no longer shown counts no more. */
export function useSelection(connections: readonly Connection[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string): void =>
    setSelected((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return {
    chosen: connections.filter(({ id }) => selected.has(id)),
    isSelected: (id: string) => selected.has(id),
    toggle,
    selectAll: () => setSelected(new Set(connections.map(({ id }) => id))),
    clear: useCallback(() => setSelected(new Set()), []),
  }
}
