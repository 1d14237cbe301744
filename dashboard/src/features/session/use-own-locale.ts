import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Me } from '@letterlock/sdk'
import { useEffect } from 'react'
import { server } from '../../api.ts'
import { locale } from '../../words/index.ts'

/** Emails to the user are in the language of the dashboard. */
export function useOwnLocale(me: Me | undefined): void {
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: server.updateMe,
    onSuccess: (updated) => queries.setQueryData(['me'], updated),
  })
  const known = me?.locale
  const shown = locale()
  useEffect(() => {
    if (known !== undefined && known !== shown) mutate({ locale: shown })
  }, [known, shown, mutate])
}
