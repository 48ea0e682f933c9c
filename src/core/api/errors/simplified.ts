/** Traditional characters that gateways write in their errors, each with its simplified form behind it. */
const pairs =
  '額额餘余權权無无該该過过凍冻帳账賬账號号戶户費费儲储請请後后試试載载飽饱組组級级續续夠够盡尽達达總总數数併并發发頻频訪访問问許许認认證证驗验錯错誤误敗败響响應应時时間间鐘钟壓压縮缩圖图張张參参長长寬宽違违規规審审內内觸触風风類类實实維维護护統统務务據据僅仅對对話话關关閉闭啟启開开復复複复雜杂調调綁绑購购買买訂订閱阅預预單单區区國国點点積积攔拦傳传攜携帶带議议設设環环節节庫库鍵键碼码輸输語语詞词終终執执處处為为產产臨临聯联員员見见讓让狀状態态獲获須须項项報报價价舊旧機机雲云斷断沒没與与會会麼么個个來来從从樣样現现視视線线網网絡络協协結结給给絕绝標标檢检測测連连遠远選选適适遲迟負负讀读寫写極极質质畫画兩两幾几種种條条則则刪删創创動动錢钱幣币';
const simpleOf = new Map(pairs.match(/../gs)?.map((pair) => [pair.charAt(0), pair.charAt(1)]));

/** Other words in Taiwan for the same. */
const words: readonly (readonly [RegExp, string])[] = [
  [/管道/g, '渠道'],
  [/使用者/g, '用户'],
  [/存取/g, '访问'],
];

/** A text in which Chinese stands in simplified characters, so that one pattern knows both. */
export function simplified(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text;
  let plain = text.replace(/[\u4e00-\u9fff]/g, (sign) => simpleOf.get(sign) ?? sign);
  for (const [word, simple] of words) plain = plain.replace(word, simple);
  return plain;
}
