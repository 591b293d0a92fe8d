using ApprovalConsole.Domain.Json;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A condition on the arguments: one comparison where it is that, JSON Schema where it is more.</summary>
public sealed partial class ConditionBoxes : ComponentBase
{
    private bool _asJson;

    [CascadingParameter]
    public required Edit Edit { get; set; }

    [Parameter, EditorRequired]
    public string Place { get; set; } = "";

    [Parameter]
    public string JsonLabel { get; set; } = "When the arguments satisfy this JSON Schema";

    private string Id => $"at-{Place.Replace(':', '-')}";

    private SimpleCondition? Simple => _asJson || Edit.Draft.Typed.ContainsKey(Place) ? null : SimpleCondition.Of(Edit.Draft.Read(Place));

    private string? Fault => Edit.FaultWithin(Place);

    /// <summary>The fault names a member that no call has: the name is wrong, not the value beside it.</summary>
    private bool IsOfArgument => Simple is { } simple && Fault?.Contains($" /{JsonPointer.Escape(simple.Argument)},", StringComparison.Ordinal) is true;

    private Task CompareAsync()
    {
        _asJson = false;
        return Edit.SetAsync(Place, Edit.Draft.Read(Place));
    }

    private Task SayAsync(SimpleCondition condition) => Edit.SetAsync(Place, condition.ToJson());
}
