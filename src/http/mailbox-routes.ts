import { Router } from 'express'
import { AppError } from '../core/errors.ts'
import { MailboxId } from '../tips/mailbox.ts'
import type { TipOutlet } from '../tips/tip-outlet.ts'
import { noStore } from './no-store.ts'

/** `GET /api/mailbox/:id` → `{"notes":[…]}`, sealed. An unknown id and an empty mailbox look and cost the same. */
export function createMailboxRoutes(needs: { outlet: Pick<TipOutlet, 'readMailbox'> }): Router {
  const router = Router()
  router.use('/api/mailbox', noStore)
  router.get('/api/mailbox/:id', async (request, response) => {
    const id = MailboxId.safeParse(request.params.id)
    if (!id.success) throw new AppError('mailbox:malformed')
    response.json({ notes: await needs.outlet.readMailbox(id.data) })
  })
  return router
}
