namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Where a keyword's value holds schemas. Only there is a text a schema: an <c>$id</c> inside an enum is data.</summary>
internal enum SubschemaShape
{
    Nowhere,
    One,
    List,
    Map,

    /// <summary>Draft-07's <c>items</c>.</summary>
    OneOrList,

    /// <summary>Draft-07's <c>dependencies</c>: a schema or a list of names for each member.</summary>
    MapOrNames,
}
