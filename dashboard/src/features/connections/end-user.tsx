import { Link } from '@tanstack/react-router'
import { useRole } from '../session/me.ts'

/** Leads to their connections. A member sees only their own. */
export function EndUser({ id }: { readonly id: string }) {
  const { isAdmin } = useRole()
  const shown = <code className="text-xs">{id}</code>
  if (!isAdmin) return shown
  return (
    <Link to="/connections" search={{ endUserId: id }} className="link">
      {shown}
    </Link>
  )
}
