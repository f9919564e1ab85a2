import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../src/core/deployment.ts'
import { requireDeployment } from '../../src/deployment-file.ts'
import { createEngine } from '../../src/engine/create-engine.ts'
import { requireFlows } from '../../src/flows/load-flows.ts'
import { syllables } from '../../src/lib/vietnamese.ts'
import { scriptedServices } from '../support/scripted-services.ts'
import { scriptedUnderstanding } from '../support/scripted-understanding.ts'
import { createPlayer } from '../support/transcript-runner.ts'

const plain = await requireDeployment('config/long-bien.yaml')
const holder = { vi: 'Công an thành phố', en: 'the City Police' }
const withKey: Deployment = { ...plain, recovery: { recipient: `age1${'q'.repeat(58)}`, holder } }

/** What is said before anything is asked of who reports a tip. */
async function honestScreen(
  deployment: Deployment,
  channel: 'telegram' | 'zalo' | 'messenger' | 'web',
  make_sealed_link: 'success' | 'failed',
): Promise<string[]> {
  const flows = await requireFlows('flows', deployment)
  const engine = createEngine({ flows, deployment, understanding: scriptedUnderstanding })
  const { services } = scriptedServices({ make_sealed_link })
  const { out } = await createPlayer(engine, services, { channel }).take(undefined, 'report_tip')
  return out.map(({ text }) => text)
}

describe('a deployment with a recovery key', () => {
  it.each(['telegram', 'zalo', 'messenger', 'web'] as const)(
    'says so on the honest screen: %s',
    async (channel) => {
      for (const link of ['success', 'failed'] as const) {
        const texts = await honestScreen(withKey, channel, link)
        const told = texts.filter((text) =>
          text.includes('Công an thành phố giữ ngoài mạng một khóa dự phòng'),
        )

        expect(told, texts.join('\n---\n')).toHaveLength(1)
        for (const text of told) expect(syllables(text).length).toBeLessThanOrEqual(60)
      }
    },
  )

  it('says nothing of one where there is none', async () => {
    for (const channel of ['telegram', 'web'] as const) {
      const texts = await honestScreen(plain, channel, 'failed')

      expect(texts.join('\n')).not.toMatch(/dự phòng|\{\{| {2}/)
    }
  })
})
