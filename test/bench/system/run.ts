import { startEmbeddedPostgres } from '../../../gateway/embedded-postgres.ts';
import { freePort, inFolder } from '../../kill/estate.ts';
import { measureSystem } from './measure.ts';
import { systemWordsOf } from './words.ts';

// npm run bench:system -- [--rates 25,50,100,200,300,400] [--seconds 5] [--rounds 3] [--steady 100] [--only rates,stall,officer]
// npm run bench:system -- --soak 1000000 [--minutes 60] [--every 50000]

const words = systemWordsOf(process.argv.slice(2));
const isWithin = await inFolder(async folder => {
  const postgres = await startEmbeddedPostgres(`${folder}/postgres`, 'bench', await freePort());
  try {
    return await measureSystem(folder, postgres, words);
  } finally {
    await postgres.stop();
  }
});
process.exit(isWithin ? 0 : 1);
