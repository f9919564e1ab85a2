import type { Deployment } from '../../core/deployment.ts'
import type { FlowSet } from '../../flows/flow.ts'
import {
  isWhole,
  type LanguageTexts,
  type PartialFlowSet,
  putLanguageBack,
} from '../../flows/split-languages.ts'
import type { KnowledgeIndex } from '../../knowledge/knowledge-index.ts'
import { later } from './later.ts'

/** What the server made at boot, the same for everybody. Relative, so that the page may live under any path. */
export interface Content {
  /** Complete, or with Vietnamese in the place of English until `loadEnglish`. */
  flows: FlowSet
  deployment: Deployment
  /** The same flows with their English texts. */
  loadEnglish: () => Promise<FlowSet>
}

/** @throws when there is neither a network nor a copy from an earlier visit. */
export async function loadContent(): Promise<Content> {
  const [flows, deployment] = await Promise.all([
    loadJson<FlowSet | PartialFlowSet>('flows'),
    loadJson<Deployment>('deployment'),
  ])
  return {
    flows: isWhole(flows) ? flows : putLanguageBack(flows, 'en', null),
    deployment,
    loadEnglish: later(async () =>
      isWhole(flows) ? flows : putLanguageBack(flows, 'en', await loadJson<LanguageTexts>('flows-en')),
    ),
  }
}

/** The knowledge index is the largest part and is needed last: it comes after the page can be used. */
export function loadKnowledgeIndex(): Promise<KnowledgeIndex> {
  return loadJson<KnowledgeIndex>('knowledge')
}

/** Ours and from our own host; the server checked it when it started. */
async function loadJson<T>(name: string): Promise<T> {
  const response = await fetch(`./content/${name}.json`)
  if (!response.ok) throw new Error(`content/${name}.json: ${response.status}`)
  return (await response.json()) as T
}
