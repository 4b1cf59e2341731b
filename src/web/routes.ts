import { accountRoutes } from "./pages/account.tsx";
import { accountPasswordRoutes } from "./pages/account-password.tsx";
import { actsRoutes } from "./pages/acts.tsx";
import { agreementRoutes } from "./pages/agreement.tsx";
import { agreementIfRoutes } from "./pages/agreement-if.tsx";
import { agreementPartyRoutes } from "./pages/agreement-party.tsx";
import { agreementsRoutes } from "./pages/agreements.tsx";
import { attachmentRoutes } from "./pages/attachment.tsx";
import { claimRoutes } from "./pages/claim.tsx";
import { claimsRoutes } from "./pages/claims.tsx";
import { changedRoutes } from "./pages/changed.tsx";
import { deliveryRoutes } from "./pages/delivery.tsx";
import { entryRoutes } from "./pages/entry.tsx";
import { entryShownRoutes } from "./pages/entry-shown.tsx";
import { feedRoutes } from "./pages/feed.tsx";
import { feedsRoutes } from "./pages/feeds.tsx";
import { findRoutes } from "./pages/find.tsx";
import { homeRoutes } from "./pages/home.tsx";
import { labelRoutes } from "./pages/label.tsx";
import { letInRoutes } from "./pages/let-in.tsx";
import { linkDecisionsRoutes } from "./pages/link-decisions.tsx";
import { linkModelRoutes } from "./pages/link-model.tsx";
import { linkReportRoutes } from "./pages/link-report.tsx";
import { linkPairRoutes } from "./pages/link-pair.tsx";
import { linkSampleRoutes } from "./pages/link-sample.tsx";
import { linksRoutes } from "./pages/links.tsx";
import { logRoutes } from "./pages/log.tsx";
import { logHeldBackRoutes } from "./pages/log-held-back.tsx";
import { logHoldBackRoutes } from "./pages/log-hold-back.tsx";
import { logMonthRoutes } from "./pages/log-month.tsx";
import { logQuestionRoutes } from "./pages/log-question.tsx";
import { logQuestionsRoutes } from "./pages/log-questions.tsx";
import { logUnusualRoutes } from "./pages/log-unusual.tsx";
import { logUnusualLookRoutes } from "./pages/log-unusual-look.tsx";
import { logWellKnownRoutes } from "./pages/log-well-known.tsx";
import { mappingColumnsRoutes } from "./pages/mapping-columns.tsx";
import { mappingFeedRoutes } from "./pages/mapping-feed.tsx";
import { mappingPreviewRoutes } from "./pages/mapping-preview.tsx";
import { mappingValuesRoutes } from "./pages/mapping-values.tsx";
import { mappingRoutes } from "./pages/mapping.tsx";
import { myRoutes } from "./pages/my.tsx";
import { myCopyRoutes } from "./pages/my-copy.tsx";
import { myLooksRoutes } from "./pages/my-looks.tsx";
import { myQuestionsRoutes } from "./pages/my-questions.tsx";
import { myReadersRoutes } from "./pages/my-readers.tsx";
import { myRecordRoutes } from "./pages/my-record.tsx";
import { mySharingRoutes } from "./pages/my-sharing.tsx";
import { personChoiceRoutes } from "./pages/person-choice.tsx";
import { personCopyRoutes } from "./pages/person-copy.tsx";
import { personLinksRoutes } from "./pages/person-links.tsx";
import { personReadersRoutes } from "./pages/person-readers.tsx";
import { personSharingRoutes } from "./pages/person-sharing.tsx";
import { personWellKnownRoutes } from "./pages/person-well-known.tsx";
import { qualityRoutes } from "./pages/quality.tsx";
import { recordRoutes } from "./pages/record.tsx";
import { removeRefusedRoutes } from "./pages/remove-refused.tsx";
import { retentionRoutes } from "./pages/retention.tsx";
import { rulingsRoutes } from "./pages/rulings.tsx";
import { sendFileRoutes } from "./pages/send-file.tsx";
import { staffRoutes } from "./pages/staff.tsx";
import { studiesRoutes } from "./pages/studies.tsx";
import { takeApartRoutes } from "./pages/take-apart.tsx";
import { timelineRoutes } from "./pages/timeline.tsx";
import { protectRoutes } from "./pages/protect.tsx";
import { protectionsRoutes } from "./pages/protections.tsx";
import { undoActRoutes } from "./pages/undo-act.tsx";
import { withdrawRoutes } from "./pages/withdraw.tsx";
import type { Route } from "./route.ts";

/** Every page there is. */
export const ROUTES: readonly Route[] = [
  ...homeRoutes,
  ...accountRoutes,
  ...accountPasswordRoutes,
  ...findRoutes,
  ...letInRoutes,
  ...recordRoutes,
  ...timelineRoutes,
  ...changedRoutes,
  ...personSharingRoutes,
  ...personChoiceRoutes,
  ...personReadersRoutes,
  ...myRoutes,
  ...myRecordRoutes,
  ...myCopyRoutes,
  ...myLooksRoutes,
  ...myQuestionsRoutes,
  ...myReadersRoutes,
  ...mySharingRoutes,
  ...personCopyRoutes,
  ...personLinksRoutes,
  ...takeApartRoutes,
  ...entryRoutes,
  ...entryShownRoutes,
  ...rulingsRoutes,
  ...attachmentRoutes,
  ...labelRoutes,
  ...qualityRoutes,
  ...sendFileRoutes,
  ...feedsRoutes,
  ...feedRoutes,
  ...deliveryRoutes,
  ...mappingRoutes,
  ...mappingColumnsRoutes,
  ...mappingValuesRoutes,
  ...mappingFeedRoutes,
  ...mappingPreviewRoutes,
  ...removeRefusedRoutes,
  ...withdrawRoutes,
  ...claimsRoutes,
  ...claimRoutes,
  ...logRoutes,
  ...logMonthRoutes,
  ...logUnusualRoutes,
  ...logUnusualLookRoutes,
  ...logQuestionsRoutes,
  ...logQuestionRoutes,
  ...logHeldBackRoutes,
  ...logHoldBackRoutes,
  ...logWellKnownRoutes,
  ...personWellKnownRoutes,
  ...actsRoutes,
  ...undoActRoutes,
  ...retentionRoutes,
  ...staffRoutes,
  ...agreementsRoutes,
  ...agreementRoutes,
  ...agreementIfRoutes,
  ...agreementPartyRoutes,
  ...studiesRoutes,
  ...linksRoutes,
  ...linkPairRoutes,
  ...linkDecisionsRoutes,
  ...linkModelRoutes,
  ...linkReportRoutes,
  ...linkSampleRoutes,
  ...protectionsRoutes,
  ...protectRoutes,
];
