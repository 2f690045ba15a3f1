import type { RestrictingTexts } from '../translation.ts';

/** The same, in Turkish. */
export const trRestricting: RestrictingTexts = {
  restriction: {
    title: 'Bilgileri durdurun',
    lead: 'Bilgilerin bir süre kullanılmamasını isteyebilirsiniz. Hemen geçerli olur.',
    what: 'O zaman bu konuda artık bir şey anlatmayız. Zaten bilenlere kullanmamalarını söyleriz.',
    but: 'Sonra bir soruya kendiniz evet derseniz, ona izin vardır. Hayati tehlike olursa da izin vardır.',
    purpose: 'Ne için kullanılıyor?',
    everything: 'Hakkımdaki her şey',
    why: 'Bunu neden istiyorsunuz?',
    accuracy: 'Bir şey doğru değil. Önce kontrol edin.',
    unlawful: 'Buna izin yoktu. Henüz silmeyin.',
    claim: 'Bir dava için gerekiyor.',
    objection: 'İtiraz ettim. Bakana kadar bekleyin.',
    send: 'Durdur',
    faultsTitle: 'Bir şey eksik',
    faultWhy: 'Bunu neden istediğinizi seçin.',
    mine: 'Durdurduğunuz bilgiler',
    running: '{dag} tarihinden beri durduruldu: {doel}.',
    soon: '{dag} tarihinden sonra yine kullanılabilir: {doel}.',
    again: '{dag} tarihinden beri yine kullanılabilir: {doel}.',
    officerSaid: 'Gizlilik görevlisi şunu yazdı:',
    disagree: 'Aynı fikirde değil misiniz? Bizi arayın.',
    link: 'Bunu şimdi kimse kullanmasın mı? Durdurun',
  },
};
