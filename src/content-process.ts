import { loadContent } from './content.ts'

/** Reads and checks the content in a process of its own; what parsing needed is gone with it. @see loadContentAside */
const [deploymentFile = '', now = '0'] = process.argv.slice(2)
const loaded = await loadContent(deploymentFile, Number(now))
process.send?.(loaded, () => process.disconnect())
