import { useMutation, useQueryClient } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'

export function useUpdateWorkspace() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: server.updateWorkspace,
    onSuccess(changed) {
      queries.setQueryData(['workspace'], changed)
      toast(texts.settings.saved)
      // The next change does not wait until this is read again.
      void queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
}
