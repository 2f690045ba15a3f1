-- Up Migration

-- The same words in other languages, and the words for an advance choice. A yes says in which of them it was asked.
INSERT INTO published_text (kind, version, language, body, sha256, published_at)
SELECT kind, version, language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), '2026-11-01T00:00:00Z' FROM (VALUES
  ('vraag', 'vraag-2026-10', 'nl-eenvoudig',
   'Mag {zender} dit zeggen tegen {ontvanger}? Het gaat over: {gegevens}. Het is nodig voor: {doel}. U kiest zelf wat. U mag nee zeggen. Zegt u nee? Dan houdt u uw hulp, uw uitkering en uw woning. Zegt u ja? Dan mag het tot {tot}. U mag elke dag stoppen. Stoppen is net zo makkelijk als ja zeggen.'),
  ('vraag', 'vraag-2026-10', 'en',
   'May {zender} tell this to {ontvanger}? This is about: {gegevens}. It is needed for: {doel}. You choose for each item. You may say no. Saying no has no consequences for your help, your benefit or your home. Do you say yes? Then it is allowed until {tot}. You can stop any day. That is just as easy as saying yes.'),
  ('vraag', 'vraag-2026-10', 'ar',
   'هل يجوز لـ {zender} أن يخبر {ontvanger} بهذا؟ الموضوع هو: {gegevens}. هذا ضروري من أجل: {doel}. تختار لكل معلومة على حدة. يمكنك أن تقول لا. قول لا ليس له أي أثر على مساعدتك أو إعانتك أو بيتك. هل تقول نعم؟ عندها يجوز هذا حتى {tot}. يمكنك أن توقف هذا في أي يوم. وهذا سهل تمامًا مثل قول نعم.'),
  ('vraag', 'vraag-2026-10', 'tr',
   '{zender} bunu {ontvanger} kuruluşuna anlatabilir mi? Konu: {gegevens}. Şunun için gerekli: {doel}. Her bilgi için ayrı ayrı seçersiniz. Hayır diyebilirsiniz. Hayır demenin aldığınız yardım, yardım paranız ya da eviniz için hiçbir sonucu yoktur. Evet mi diyorsunuz? O zaman bu, {tot} tarihine kadar olabilir. Her gün durdurabilirsiniz. Bu, evet demek kadar kolaydır.'),
  ('vraag', 'vraag-2026-10', 'pl',
   'Czy {zender} może przekazać to organizacji {ontvanger}? Chodzi o to: {gegevens}. Jest to potrzebne w celu: {doel}. Wybierasz osobno dla każdej danej. Możesz powiedzieć „nie”. Powiedzenie „nie” nie ma wpływu na twoją pomoc, zasiłek ani mieszkanie. Mówisz „tak”? Wtedy wolno to do {tot}. Możesz to zakończyć każdego dnia. To tak samo łatwe jak powiedzenie „tak”.'),
  ('vraag', 'vraag-2026-10', 'uk',
   'Чи може {zender} розповісти це організації {ontvanger}? Йдеться про таке: {gegevens}. Це потрібно для такого: {doel}. Ви вибираєте окремо для кожного пункту. Ви можете сказати «ні». Ваше «ні» ніяк не вплине на вашу допомогу, виплати чи житло. Ви кажете «так»? Тоді це можна до {tot}. Ви можете припинити це будь-якого дня. Це так само легко, як сказати «так».'),
  ('vraag', 'vooraf-2026-11', 'nl',
   'Mag {zender} dit vertellen aan {ontvanger} als het slecht met u gaat? Het gaat om: {gegevens}. Het is nodig voor: {doel}. Dit slaapt eerst. Het telt pas als iemand meldt dat het slecht met u gaat. Dan telt het drie dagen. U kiest per gegeven. U mag nee zeggen. Nee zeggen heeft geen gevolgen voor uw hulp, uw uitkering of uw woning. Zegt u ja? Dan geldt deze afspraak tot {tot}. U kunt elke dag stoppen. Dat is net zo makkelijk als ja zeggen.'),
  ('vraag', 'vooraf-2026-11', 'nl-eenvoudig',
   'Mag {zender} dit zeggen tegen {ontvanger} als het slecht met u gaat? Het gaat over: {gegevens}. Het is nodig voor: {doel}. Dit slaapt eerst. Het werkt pas als iemand zegt dat het slecht met u gaat. Dan werkt het drie dagen. U kiest zelf wat. U mag nee zeggen. Zegt u nee? Dan houdt u uw hulp, uw uitkering en uw woning. Zegt u ja? Dan geldt dit tot {tot}. U mag elke dag stoppen. Stoppen is net zo makkelijk als ja zeggen.'),
  ('vraag', 'vooraf-2026-11', 'en',
   'May {zender} tell this to {ontvanger} when things go badly for you? This is about: {gegevens}. It is needed for: {doel}. First this is asleep. It only counts when somebody reports that things go badly for you. Then it counts for three days. You choose for each item. You may say no. Saying no has no consequences for your help, your benefit or your home. Do you say yes? Then this agreement holds until {tot}. You can stop any day. That is just as easy as saying yes.'),
  ('vraag', 'vooraf-2026-11', 'ar',
   'هل يجوز لـ {zender} أن يخبر {ontvanger} بهذا عندما تسوء حالتك؟ الموضوع هو: {gegevens}. هذا ضروري من أجل: {doel}. هذا نائم أولًا. لا يسري إلا عندما يبلّغ شخص أن حالتك ساءت. عندها يسري ثلاثة أيام. تختار لكل معلومة على حدة. يمكنك أن تقول لا. قول لا ليس له أي أثر على مساعدتك أو إعانتك أو بيتك. هل تقول نعم؟ عندها يسري هذا الاتفاق حتى {tot}. يمكنك أن توقف هذا في أي يوم. وهذا سهل تمامًا مثل قول نعم.'),
  ('vraag', 'vooraf-2026-11', 'tr',
   'Durumunuz kötüleşirse {zender} bunu {ontvanger} kuruluşuna anlatabilir mi? Konu: {gegevens}. Şunun için gerekli: {doel}. Bu önce uyur. Ancak biri durumunuzun kötüleştiğini bildirirse geçerli olur. O zaman üç gün geçerlidir. Her bilgi için ayrı ayrı seçersiniz. Hayır diyebilirsiniz. Hayır demenin aldığınız yardım, yardım paranız ya da eviniz için hiçbir sonucu yoktur. Evet mi diyorsunuz? O zaman bu anlaşma {tot} tarihine kadar geçerlidir. Her gün durdurabilirsiniz. Bu, evet demek kadar kolaydır.'),
  ('vraag', 'vooraf-2026-11', 'pl',
   'Czy {zender} może przekazać to organizacji {ontvanger}, gdy będzie z tobą źle? Chodzi o to: {gegevens}. Jest to potrzebne w celu: {doel}. Najpierw to jest uśpione. Liczy się dopiero, gdy ktoś zgłosi, że jest z tobą źle. Wtedy liczy się przez trzy dni. Wybierasz osobno dla każdej danej. Możesz powiedzieć „nie”. Powiedzenie „nie” nie ma wpływu na twoją pomoc, zasiłek ani mieszkanie. Mówisz „tak”? Wtedy to ustalenie trwa do {tot}. Możesz to zakończyć każdego dnia. To tak samo łatwe jak powiedzenie „tak”.'),
  ('vraag', 'vooraf-2026-11', 'uk',
   'Чи може {zender} розповісти це організації {ontvanger}, коли вам погано? Йдеться про таке: {gegevens}. Це потрібно для такого: {doel}. Спочатку це спить. Воно діє лише тоді, коли хтось повідомить, що вам погано. Тоді воно діє три дні. Ви вибираєте окремо для кожного пункту. Ви можете сказати «ні». Ваше «ні» ніяк не вплине на вашу допомогу, виплати чи житло. Ви кажете «так»? Тоді ця домовленість діє до {tot}. Ви можете припинити це будь-якого дня. Це так само легко, як сказати «так».'),
  ('uitleg', 'uitleg-2026-10', 'nl-eenvoudig',
   'U krijgt hulp van meer organisaties. Soms vertellen zij elkaar iets over u. Soms mag dat alleen als u ja zegt. Soms mag het door de wet. U kunt altijd zien wie wat kreeg, en waarom. Wilt u iets niet? Zeg het ons. Klopt iets niet? Dan vragen wij om het te verbeteren of weg te halen. U mag ook klagen bij de Autoriteit Persoonsgegevens.'),
  ('uitleg', 'uitleg-2026-10', 'en',
   'Several organisations help you. Sometimes they tell each other something about you. Sometimes that is only allowed if you say yes. Sometimes the law allows it. You can always see who received what, and why that was allowed. You can object, ask to have something corrected or removed, and complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).'),
  ('uitleg', 'uitleg-2026-10', 'ar',
   'تساعدك عدة مؤسسات. أحيانًا تخبر بعضها بشيء عنك. أحيانًا لا يجوز ذلك إلا إذا قلت نعم. وأحيانًا يجوز بحكم القانون. يمكنك دائمًا أن ترى من حصل على ماذا، ولماذا جاز ذلك. يمكنك أن تعترض، وأن تطلب تصحيح شيء أو إزالته، وأن تشتكي لدى هيئة حماية البيانات (Autoriteit Persoonsgegevens).'),
  ('uitleg', 'uitleg-2026-10', 'tr',
   'Size çeşitli kuruluşlar yardım ediyor. Bazen birbirlerine hakkınızda bir şey anlatıyorlar. Bazen bu ancak siz evet derseniz olur. Bazen yasa buna izin verir. Kimin ne aldığını ve buna neden izin olduğunu her zaman görebilirsiniz. İtiraz edebilir, bir şeyin düzeltilmesini ya da silinmesini isteyebilir ve Hollanda Veri Koruma Kurumuna (Autoriteit Persoonsgegevens) şikâyet edebilirsiniz.'),
  ('uitleg', 'uitleg-2026-10', 'pl',
   'Pomagają ci różne organizacje. Czasem przekazują sobie coś o tobie. Czasem wolno to tylko wtedy, gdy powiesz „tak”. Czasem pozwala na to prawo. Zawsze możesz zobaczyć, kto co dostał i dlaczego było to dozwolone. Możesz wnieść sprzeciw, poprosić o poprawienie lub usunięcie czegoś i złożyć skargę do urzędu ochrony danych (Autoriteit Persoonsgegevens).'),
  ('uitleg', 'uitleg-2026-10', 'uk',
   'Вам допомагають різні організації. Іноді вони розповідають одна одній щось про вас. Іноді це можна лише тоді, коли ви скажете «так». Іноді це дозволяє закон. Ви завжди можете побачити, хто що отримав і чому це було можна. Ви можете подати заперечення, попросити щось виправити або видалити і поскаржитися до органу захисту даних (Autoriteit Persoonsgegevens).'),
  ('uitleg', 'uitleg-2026-10', 'ti',
   'ዝተፈላለዩ ትካላት ይሕግዙኹም። ሓድሓደ ግዜ ብዛዕባኹም ንሓድሕዶም ገለ ነገር ይነግሩ። ሓድሓደ ግዜ እዚ ዝፍቀድ ንስኹም እወ እንተበልኩም ጥራይ እዩ። ሓድሓደ ግዜ ብሕጊ ይፍቀድ። መን እንታይ ከም ዝረኸበን ስለምንታይ ከም ዝተፈቕደን ኩሉ ግዜ ክትርእዩ ትኽእሉ። ተቓውሞ ከተቕርቡ፣ ገለ ነገር ክእረም ወይ ክድምሰስ ክትሓቱ፣ ከምኡውን ናብ Autoriteit Persoonsgegevens ክትጠርዑ ትኽእሉ።')
) AS text (kind, version, language, body);

-- That a person who speaks the language has read a translation; the text itself never changes. Without a line here nobody has.
CREATE TABLE text_review (
  kind        text NOT NULL,
  version     text NOT NULL,
  language    text NOT NULL CHECK (language <> 'nl'),
  reviewed_by text NOT NULL,
  reviewed_at timestamptz NOT NULL,
  PRIMARY KEY (kind, version, language),
  FOREIGN KEY (kind, version, language) REFERENCES published_text
);
CREATE TRIGGER text_review_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON text_review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
