import { Download } from 'lucide-react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'
import { Menu } from './menu.tsx'

const words = texts.exporting

interface ExportMenuProps {
  /** The path of the API, such as `/v1/events/export`. */
  readonly path: string
  /** The current filters. */
  readonly query: object
}

/** Downloads what the page lists as a file. */
export function ExportMenu({ path, query }: ExportMenuProps) {
  const entry = (name: string, format: string) => ({
    name,
    icon: Download,
    onSelect: () => {
      const given = Object.entries({ ...query, format }).filter((each): each is [string, string] => !!each[1])
      location.assign(`${path}?${new URLSearchParams(given).toString()}`)
    },
  })
  return (
    <Menu
      trigger={(props) => (
        <Button {...props} look="outline" icon={Download}>
          {words.export}
        </Button>
      )}
      entries={[entry(words.csv, 'csv'), entry(words.jsonl, 'jsonl')]}
    />
  )
}
