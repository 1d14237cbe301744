import { Link } from '@tanstack/react-router'

interface OfEndUserProps {
  readonly id: string
  readonly name: string
}

/** A link that filters the list by the end user of a row. It is layered above the row's link. */
export function OfEndUser({ id, name }: OfEndUserProps) {
  return (
    <Link
      from="/connections"
      to="/connections"
      search={(before) => ({ ...before, endUserId: id })}
      className="relative z-[1] no-underline hover:underline"
    >
      {name}
    </Link>
  )
}
