import { Tag } from '../../ui/badge.tsx'

/** The values of a connection's labels in little space; the tooltip has their names. */
export function LabelTags({ labels }: { readonly labels: Readonly<Record<string, string>> }) {
  return Object.entries(labels).map(([name, value]) => (
    <span
      key={name}
      title={`${name}:${value}`}
      className="mr-1 inline-block max-w-full truncate align-middle"
    >
      <Tag>
        <span className="sr-only">{name}: </span>
        {value}
      </Tag>
    </span>
  ))
}
