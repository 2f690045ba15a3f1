import type { KnowingTexts } from '../translation.ts';

/** Where residents find help, in Tigrinya. */
export const tiHelp: KnowingTexts['help'] = {
  title: 'ሓገዝን ብሓባር ምርኣይን',
  lead: 'ነዚ ብሓባር ክትርእዩ ትደልዩ ዲኹም? ሰለስተ መንገድታት ኣሎ።',
  callTitle: 'ምድዋል',
  call: 'ናብ ጉጅለ ከባቢ ደውሉ። ንሳቶም ይገልጹልኩም። ኣስተርጓሚ እውን ክሓቱ ይኽእሉ።',
  visitTitle: 'ምምጻእ',
  visit: 'ናብ ጉጅለ ከባቢ ኪዱ። ኮድ ይህቡኹም። ሽዑ ብሓባር ኣብ ስክሪን ትርእዩ።',
  lookTitle: 'ካልእ ሰብ ምሳኹም ክርኢ',
  look: 'ኣባል ስድራ፣ ሓጋዚ ወይ ከምኡ ዓይነት ተመክሮ ዘለዎ ሰብ ምሳኹም ክርኢ ይኽእል። ንስኹም እትርእይዎ ይርኢ። ክትመርጹ እትኽእሉ ንስኹም ጥራይ ኢኹም።',
  make: 'ብሓባር ንምርኣይ ኮድ ግበሩ',
  code: 'ነዚ ኮድ ንእትኣምንዎ ሰብ ሃቡ፦',
  codeWhat: 'እቲ ኮድ ን15 ደቓይቕ፣ ሓደ ግዜ ይሰርሕ። ኣብ ገጽ ምእታው ጽሓፍዎ።',
  logIn: 'ቅድም እተዉ። ሽዑ ኮድ ክትገብሩ ትኽእሉ።',
  alert: 'ሕጂ ሓደጋ ኣሎ ድዩ? ናብ 112 ደውሉ።',
};
