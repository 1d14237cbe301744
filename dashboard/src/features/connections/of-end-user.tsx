import { Link } from '@tanstack/react-router'

interface OfEndUserProps {
  readonly id: string
  readonly name: string
}

/** Filters the list further, by the end user of a row; it is above the link of the row. */
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
