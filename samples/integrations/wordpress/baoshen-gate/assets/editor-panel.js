/**
 * The panel of the block editor: shows why publishing was refused, leads to the review, and locks the button until the
 * text is another or the gate says yes. The server decides; without this script nothing more would be published.
 */
( function ( wp, gate ) {
	const { createElement: el, Fragment, useEffect, useRef, useState } = wp.element;
	const { Button, ExternalLink, Notice, Spinner } = wp.components;
	const { useDispatch, useSelect, select } = wp.data;
	const { __ } = wp.i18n;
	const domain = 'baoshen-gate';
	/** What the editor calls its notice about a save, good or bad. */
	const savingNotice = 'SAVE_POST_NOTICE_ID';
	// Moved from one to the other in WordPress 6.6.
	const { PluginDocumentSettingPanel, PluginPrePublishPanel } = wp.editor.PluginDocumentSettingPanel ? wp.editor : wp.editPost;

	/** What visitors would read, as it stands in the editor now. */
	function editedPost() {
		const editor = select( 'core/editor' );
		return {
			title: editor.getEditedPostAttribute( 'title' ) || '',
			content: editor.getEditedPostContent(),
			excerpt: editor.getEditedPostAttribute( 'excerpt' ) || '',
			featured_media: editor.getEditedPostAttribute( 'featured_media' ) || 0,
			meta: editor.getEditedPostAttribute( 'meta' ) || {},
		};
	}

	function Reasons( { answer } ) {
		return el(
			'ul',
			{ className: 'baoshen-gate-reasons', style: { listStyle: 'disc', marginLeft: '1.2em' } },
			answer.reasons.map( ( reason, index ) =>
				el( 'li', { key: 'reason-' + index }, ( reason.attachment ? reason.attachment + ': ' : '' ) + reason.message )
			),
			answer.findings.map( ( finding, index ) =>
				el(
					'li',
					{ key: 'finding-' + index },
					( finding.attachment ? finding.attachment + ': ' : '' ) + finding.title + ' — ' + finding.match,
					finding.advice ? el( 'div', { style: { color: '#50575e' } }, finding.advice ) : null
				)
			)
		);
	}

	function State( { answer, isChecking, onCheck } ) {
		let state = el( 'p', null, __( 'Before publishing, baoshen is asked. Not asked yet.', domain ) );
		if ( answer && answer.allowed ) {
			state = el( Notice, { status: 'success', isDismissible: false }, __( 'baoshen allows this text.', domain ) );
		} else if ( answer ) {
			const head = __( 'Not published: the confidentiality review says no.', domain );
			state = el(
				Notice,
				// Without a text of its own the notice would call these elements as functions, hooks and all.
				{ status: 'error', isDismissible: false, spokenMessage: head },
				el( 'strong', null, head ),
				el( Reasons, { answer } ),
				answer.submission ? el( ExternalLink, { href: answer.submission.url }, __( 'Open the review', domain ) ) : null
			);
		}
		return el(
			Fragment,
			null,
			state,
			el(
				'p',
				null,
				el( Button, { variant: 'secondary', onClick: onCheck, disabled: isChecking }, __( 'Check now', domain ) ),
				isChecking ? el( Spinner ) : null
			)
		);
	}

	function Panel() {
		const [ answer, setAnswer ] = useState( gate.answer );
		const [ isChecking, setChecking ] = useState( false );
		/** The text that was refused; null when none was. */
		const refused = useRef( null );
		const now = useSelect( () => JSON.stringify( editedPost() ) );
		const { id, type, isSaving, error } = useSelect( ( find ) => {
			const editor = find( 'core/editor' );
			const postId = editor.getCurrentPostId();
			const postType = editor.getCurrentPostType();
			return {
				id: postId,
				type: postType,
				isSaving: editor.isSavingPost(),
				error: find( 'core' ).getLastEntitySaveError( 'postType', postType, postId ),
			};
		} );
		const { lockPostSaving, unlockPostSaving, editPost } = useDispatch( 'core/editor' );
		const { createErrorNotice, removeNotice } = useDispatch( 'core/notices' );
		const { invalidateResolution } = useDispatch( 'core' );

		function show( next ) {
			setAnswer( next );
			if ( next.allowed ) {
				refused.current = null;
				unlockPostSaving( domain );
				removeNotice( domain );
				return;
			}
			refused.current = JSON.stringify( editedPost() );
			lockPostSaving( domain );
			createErrorNotice( __( 'Not published: the confidentiality review says no.', domain ) + ' ' + next.reasons.map( ( reason ) => reason.message ).join( ' ' ), {
				id: domain,
				actions: next.submission ? [ { label: __( 'Open the review', domain ), url: next.submission.url } ] : [],
			} );
		}

		const wasSaving = useRef( false );
		useEffect( () => {
			const hasEnded = wasSaving.current && ! isSaving;
			wasSaving.current = isSaving;
			if ( ! hasEnded ) {
				return;
			}
			if ( error && error.code === gate.refused ) {
				const status = error.data.post_status;
				// The editor still means to publish; from now on it means what the server keeps.
				editPost( { status: status === 'auto-draft' ? 'draft' : status }, { undoIgnore: true } );
				invalidateResolution( 'getEntityRecord', [ 'postType', type, id ] );
				show( error.data.baoshen );
			} else if ( ! error && [ 'publish', 'future' ].includes( select( 'core/editor' ).getCurrentPostAttribute( 'status' ) ) ) {
				show( { allowed: true, reasons: [], findings: [], submission: null } );
			}
		}, [ isSaving ] );

		// The editor's own notice says the same without the link. It may come before or after ours.
		const isSaidTwice = useSelect( ( find ) => {
			const errors = find( 'core/notices' ).getNotices().filter( ( notice ) => notice.status === 'error' );
			return [ domain, savingNotice ].every( ( id ) => errors.some( ( notice ) => notice.id === id ) );
		} );
		useEffect( () => {
			if ( isSaidTwice && refused.current !== null ) {
				removeNotice( savingNotice );
			}
		}, [ isSaidTwice ] );

		// Another text is another question.
		useEffect( () => {
			if ( refused.current !== null && refused.current !== now ) {
				refused.current = null;
				unlockPostSaving( domain );
			}
		}, [ now ] );

		function check() {
			setChecking( true );
			wp.apiFetch( { path: '/baoshen-gate/v1/posts/' + id + '/check', method: 'POST', data: editedPost() } )
				.then( show )
				.catch( ( failure ) => show( { allowed: false, reasons: [ { code: 'failed', message: failure.message, attachment: '' } ], findings: [], submission: null } ) )
				.finally( () => setChecking( false ) );
		}

		const title = __( 'Confidentiality review', domain );
		const state = el( State, { answer, isChecking, onCheck: check } );
		return el(
			Fragment,
			null,
			el( PluginDocumentSettingPanel, { name: domain, title, className: domain }, state ),
			el( PluginPrePublishPanel, { title, initialOpen: true, className: domain }, state )
		);
	}

	wp.plugins.registerPlugin( domain, { render: Panel, icon: 'shield' } );
} )( window.wp, window.baoshenGate );
